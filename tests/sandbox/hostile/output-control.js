// family: output; expect: ok
console.log("\x1b[2J\x1b]0;title\x07\0\u202e\u2028");

// family: output; expect: output
console.log("\x1b[2J\x1b]0;title\x07\x1b[31mred\r\b\b\x1b[?1049h"); for (;;) process.stdout.write("\x1b[1A\x1b[2K");

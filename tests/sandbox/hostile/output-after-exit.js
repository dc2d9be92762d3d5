// family: output; expect: ok
process.on("exit", () => { for (;;) console.log("never"); }); process.exit(0); console.log("never");

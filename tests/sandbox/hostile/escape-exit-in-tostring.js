// family: escapes; expect: ok
console.log("%s", { toString() { process.exit(0); } }); for (;;);

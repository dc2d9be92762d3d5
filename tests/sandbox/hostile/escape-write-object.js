// family: escapes; expect: ok|error
process.stdout.write({ toString() { return "s"; } }); process.stdout.write(null); process.stdout.write(Symbol("x"));

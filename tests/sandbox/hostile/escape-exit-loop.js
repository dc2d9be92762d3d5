// family: escapes; expect: ok
try { process.exit({ valueOf() { return 0; } }); } finally { for (;;); }

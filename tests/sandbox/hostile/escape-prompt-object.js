// family: escapes; expect: error
prompt({ toString() { throw new Error("no"); } });

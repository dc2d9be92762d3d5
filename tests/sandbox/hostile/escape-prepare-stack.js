// family: escapes; expect: ok|error
Error.prepareStackTrace = (_, s) => s; console.log(typeof new Error("x").stack);

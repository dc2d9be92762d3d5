// family: escapes; expect: error
Promise.resolve().then(() => process.exit(3)); await new Promise(() => {});

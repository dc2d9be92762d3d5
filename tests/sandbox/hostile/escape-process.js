// family: escapes; expect: ok|error
console.log(process.binding, process.mainModule, process.env.PATH, Object.keys(process.env).length, process.cwd());

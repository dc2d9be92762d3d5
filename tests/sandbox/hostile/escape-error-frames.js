// family: escapes; expect: ok
const e = new Error("x"); console.log(/node:|worker|wasm|execution|\/home|\/root/.test(String(e.stack)), e.fileName, e.lineNumber);

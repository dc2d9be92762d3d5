// family: escapes; expect: ok|error
for (const k of Reflect.ownKeys(globalThis)) { const v = globalThis[k]; if (typeof v === "function" && !/native code|class|function|=>/.test(Function.prototype.toString.call(v))) console.log("odd", k); }

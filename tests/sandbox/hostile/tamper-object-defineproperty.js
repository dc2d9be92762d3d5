// family: tampering; expect: ok
Object.defineProperty = Object.keys = Object.getPrototypeOf = Reflect.ownKeys = () => { for (;;); }; console.log({ a: 1 }); structuredClone({ b: 2 });

// family: tampering; expect: time
for (const name of Reflect.ownKeys(RegExp.prototype)) try { Object.defineProperty(RegExp.prototype, name, { value: () => { for (;;); } }); } catch {} console.log("x", new Error("y").message, new URL("http://a.b/c").host);

// family: tampering; expect: error
for (const name of Object.getOwnPropertyNames(String.prototype)) try { String.prototype[name] = () => { for (;;); }; } catch {} console.log("a %s b", "c"); throw new Error("z");

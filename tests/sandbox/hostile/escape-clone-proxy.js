// family: escapes; expect: error
structuredClone(new Proxy({ a: 1 }, { ownKeys() { for (;;); } }));

// family: escapes; expect: ok
const f = () => { try { f(); } catch { console.log({ toString: f }); process.stdout.write("x"); new URL("http://a/" + "b".repeat(1000)); structuredClone({ a: [1] }); } }; f();

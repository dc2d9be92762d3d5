// family: escapes; expect: ok
const o = { get a() { console.log({ get b() { console.log({ get c() { prompt; process.exit; return console.log("deep"); } }.c); return 1; } }.b); return 1; } }; console.log(o.a);

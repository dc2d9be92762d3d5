// family: combinations; expect: ok|error|time
class A { static [(() => { try { return require("./nothing.cjs"); } catch (e) { return e.message; } })()] = 1; static { import("./" + "a/".repeat(500)).catch((e) => console.log(e.message.length)); } static #x = (() => { setTimeout(() => A.loop(), 1); })(); static loop() { label: for (;;) { switch (A.#x) { case undefined: continue label; } } } }

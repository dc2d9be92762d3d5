// family: eval; expect: time
const G = Object.getPrototypeOf(function* () {}).constructor; for (const x of new G("for (;;) yield 1")()) { if (x !== 1) break; }

// family: eval; expect: time
const A = Object.getPrototypeOf(async () => {}).constructor; await new A("for (;;) await 0")();

// family: eval; expect: time
globalThis.eval = () => { for (;;); }; eval("1");

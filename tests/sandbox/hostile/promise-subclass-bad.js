// family: promises; expect: ok
class P { constructor(run) { run(() => {}, () => {}); } static resolve() { return 7; } } Promise.all.call(P, [1, 2, 3]);

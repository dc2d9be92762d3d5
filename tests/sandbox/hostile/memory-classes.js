// family: memory; expect: memory
const all = []; for (;;) all.push(class { a = 1; b() { return this.a; } static c = 2; });

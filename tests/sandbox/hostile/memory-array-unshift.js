// family: memory; expect: time|memory
const a = []; for (;;) a.unshift({}, {}, {}, {}, {}, {}, {}, {});

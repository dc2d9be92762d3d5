// family: memory; expect: memory
const a = [0]; for (;;) a.splice(0, 0, ...a.slice(0, 30000));

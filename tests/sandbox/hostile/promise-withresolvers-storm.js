// family: promises; expect: memory|time
const all = []; for (;;) all.push(Promise.withResolvers());

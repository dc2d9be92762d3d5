// family: builtins; expect: time
const o = Array.from({ length: 2e4 }, (_, i) => ({ i })); for (;;) JSON.stringify(o, null, 10);

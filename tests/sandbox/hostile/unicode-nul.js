// family: unicode; expect: error
console.log("a\0b".length, "a\0b"); const o = { "\0": 1, "\u0001\u0003": 2 }; console.log(o); prompt.call?.length; throw new Error("nul \0 inside");

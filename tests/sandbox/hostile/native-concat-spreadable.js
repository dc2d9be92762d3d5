// family: builtins; expect: time
[].concat({ length: 2 ** 50, [Symbol.isConcatSpreadable]: true });

// family: builtins; expect: error
(3n ** 2000000n) * (7n ** 2000000n);

// family: builtins; expect: time|memory|error
(7n ** 900000n).toString();

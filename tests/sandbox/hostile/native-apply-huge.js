// family: builtins; expect: time
for (;;) Math.max.apply(null, new Array(60000).fill(1));

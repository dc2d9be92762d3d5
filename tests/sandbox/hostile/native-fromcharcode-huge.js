// family: builtins; expect: time
for (;;) String.fromCharCode.apply(null, new Uint16Array(60000));

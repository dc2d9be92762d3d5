// family: numbers; expect: time
for (;;) crypto.getRandomValues(new Uint32Array(1000));

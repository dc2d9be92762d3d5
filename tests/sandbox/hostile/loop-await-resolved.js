// family: promises; expect: time
for (;;) await null;

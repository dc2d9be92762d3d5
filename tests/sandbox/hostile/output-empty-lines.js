// family: output; expect: time
for (;;) console.log();

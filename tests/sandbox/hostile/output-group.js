// family: output; expect: output|memory|time|error
for (;;) { console.group("g"); }

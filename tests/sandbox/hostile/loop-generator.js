// family: loops; expect: time
function* forever() { for (;;) yield 1; }
for (const x of forever());

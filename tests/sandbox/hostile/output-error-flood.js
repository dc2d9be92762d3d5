// family: output; expect: output
for (;;) console.error("e");

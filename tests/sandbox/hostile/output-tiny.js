// family: output; expect: output
for (;;) process.stdout.write("x");

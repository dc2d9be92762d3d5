// family: output; expect: output
for (;;) process.stdout.write("long ".repeat(1000));

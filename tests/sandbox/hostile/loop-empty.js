// family: loops; expect: time
for (;;);

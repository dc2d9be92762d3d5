// family: loops; expect: time
for (;;) { try { for (;;) null.x; } catch {} }

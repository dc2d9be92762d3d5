// family: loops; expect: time
a: for (;;) { b: for (;;) { continue a; } }

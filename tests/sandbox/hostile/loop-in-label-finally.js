// family: loops; expect: time
out: for (;;) { try { break out; } finally { continue out; } }

// family: loops; expect: time
let i = 0; do { i++; continue; } while (true);

// family: unicode; expect: time
let s = "\u0130\ufb03\u00df".repeat(1e5); for (;;) { s = s.toUpperCase().toLowerCase(); if (s.length > 5e6) s = s.slice(0, 1000); }

// family: numbers; expect: time
const seen = new Set(); for (;;) seen.add(crypto.randomUUID());

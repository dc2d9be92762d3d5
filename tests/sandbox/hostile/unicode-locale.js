// family: unicode; expect: time
const s = "\u00e4".repeat(1e5); for (;;) s.localeCompare(s + "b", "de", { sensitivity: "base" });

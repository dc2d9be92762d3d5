// family: regex; expect: time
const r = new RegExp(Array.from({ length: 200 }, (_, i) => `(?<n${i}>a)?`).join("")); for (;;) r.exec("a".repeat(200));

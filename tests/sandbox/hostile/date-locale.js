// family: dates; expect: time
const d = new Date(0); for (;;) d.toLocaleString("en", { timeZone: "Europe/Paris" }) + d.toLocaleDateString("de") + (1234.5).toLocaleString("fr");

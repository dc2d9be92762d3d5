// family: intl; expect: time
// The same, with as many accents on each letter as are let through.
const text = ("a" + "\u0316\u0301".repeat(49)).repeat(9_000);
for (;;) text.localeCompare(text + "b");

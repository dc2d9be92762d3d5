// family: intl; expect: ok
// Accents are put into their order before two texts are compared, and the time for that grows with their square.
const marks = (first, second) => "a" + (first + second).repeat(400_000);
for (const compare of [(a, b) => a.localeCompare(b), new Intl.Collator("vi", { numeric: true }).compare])
  try {
    console.log(compare(marks("\u0316", "\u0301"), marks("\u0301", "\u0316")));
  } catch (error) {
    console.log(error.name);
  }

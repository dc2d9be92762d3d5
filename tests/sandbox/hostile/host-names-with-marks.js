// family: host; expect: ok|error
// The characters with which the border writes what C strings cannot hold, at each of its doors.
const odd = ["\u0001\u0003", "\u0001\u0002\u0003", "\0\u0001", "\ufeff\ufeff\u0001\u0004", "\u0001", "a\0b\ud800"];
for (const text of odd) {
  console.log(JSON.stringify(text)); console.error(text); process.stdout.write(text);
  for (const f of [() => require(text), () => require("./" + text), () => require("fs").readFileSync(text, "utf8"), () => require("fs").existsSync(text), () => prompt(text), () => text.localeCompare(text + "b"), () => new Intl.Segmenter().segment(text)[Symbol.iterator]().next().value, () => crypto.subtle.digest(text, new Uint8Array()), () => require("crypto").createHash(text)])
    try { console.log(JSON.stringify(f())); } catch (e) { console.log(e.name); }
}

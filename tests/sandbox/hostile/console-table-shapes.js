// family: console; expect: ok|error|output|time|memory
const odd = new Proxy([], { ownKeys: () => ["0", "length", "a\n\t\u202e"], getOwnPropertyDescriptor: (t, k) => k === "length" ? Reflect.getOwnPropertyDescriptor(t, k) : { value: [k], enumerable: true, configurable: true } });
const wide = Object.fromEntries(Array.from({ length: 300 }, (_, n) => [`${"\u0301".repeat(n)}k`, n]));
for (const value of [odd, [odd, odd], wide, [wide, wide], new Map([[wide, odd]]), new Set([wide]), (function* () { yield wide; })(), "text", [["\u{1F468}\u200d\u{1F469}", "\x1b[31m"]], { a: { get b() { throw 1; } } }])
  for (const columns of [undefined, [], ["k", "k"], [Symbol.iterator], Array(200).fill("a")])
    try { console.table(value, columns); } catch (e) { console.log(e?.name); }

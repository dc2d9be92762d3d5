// family: escapes; expect: error
const e = new TextEncoder(); const target = new Uint8Array(2); let n = 0; for (const s of ["\ud800", "\u{1F600}", "aaa", ""]) n += e.encodeInto?.(s, target)?.written ?? 0; console.log(n <= 8); e.encodeInto?.("x", { length: 2 ** 50 });

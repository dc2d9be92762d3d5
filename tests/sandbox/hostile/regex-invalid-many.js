// family: regex; expect: ok
let n = 0; for (const s of ["(", "[", "a{2,1}", "\\", "(?<", "*", "(?<a>)(?<a>)", "[b-a]", "\\u{110000}"]) try { new RegExp(s, "u"); } catch (e) { n++; if (!(e instanceof SyntaxError)) throw e; } console.log(n);

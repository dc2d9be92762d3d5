// family: unicode; expect: time
let s = "e"; for (let i = 0; i < 1e5; i++) s += "\u0301"; for (const f of ["NFC", "NFD", "NFKC", "NFKD"]) console.log(s.normalize(f).length > 0); for (;;) s.normalize("NFC");

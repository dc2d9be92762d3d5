// family: escapes; expect: time
const u = new URL("http://a.b/c"); for (const k of ["href", "host", "port", "search", "hash", "pathname", "protocol", "username"]) for (const v of ["", "\0", "x".repeat(1e5), "//", "javascript:", { toString() { return "9".repeat(100); } }]) try { u[k] = v; } catch {} console.log(typeof u.href); for (let i = 0; ; i++) u.searchParams.append(`k${i}`, "v");

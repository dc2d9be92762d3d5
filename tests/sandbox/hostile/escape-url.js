// family: escapes; expect: error|ok
for (const u of ["http://[", "http://a:999999", "x".repeat(1e5), "//", "javascript:alert(1)"]) try { console.log(String(new URL(u)).length); } catch (e) { console.log(e.code); }

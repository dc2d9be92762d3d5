// family: modules; expect: ok
for (const s of ["__proto__", "constructor", "toString", "./__proto__", "./constructor"]) try { console.log(typeof require(s)); } catch (e) { console.log("none"); }

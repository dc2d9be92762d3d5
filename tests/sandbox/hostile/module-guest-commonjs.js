// family: modules; expect: error
const m = await import("pairlab:commonjs.js").catch(() => ({})); console.log(Object.keys(m).join()); m.requireFile?.("../../../etc/passwd");

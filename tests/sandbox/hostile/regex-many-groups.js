// family: regex; expect: error
const r = new RegExp("(a)".repeat(250)); console.log(r.test("a".repeat(250))); new RegExp("(a)".repeat(70000));

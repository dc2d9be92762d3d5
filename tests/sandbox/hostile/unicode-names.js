// family: unicode; expect: error
const \u{61}\u{62} = 1; class \u00c4\u{1D4D0} {} console.log(ab, new \u00c4\u{1D4D0}()); throw Object.assign(new Error("\u202egnirts"), { name: "\u200b\u0000N" });

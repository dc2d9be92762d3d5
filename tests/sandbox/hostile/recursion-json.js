// family: recursion; expect: error|time
const o = { toJSON() { return JSON.stringify(this); } }; JSON.stringify(o);

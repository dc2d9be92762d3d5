// family: getters; expect: error
const o = {}; o.toString = () => { console.log("%s", o); return ""; }; console.log("%s", o);

// family: modules; expect: ok
import data from "./data.json"; console.log(({}).polluted, Object.getPrototypeOf(data) === Object.prototype);
//// data.json
{"__proto__": {"polluted": true}}

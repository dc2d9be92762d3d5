// family: escapes; expect: error|ok
const o = {}; o.self = o; console.log(structuredClone(o).self !== o); structuredClone(Proxy); 

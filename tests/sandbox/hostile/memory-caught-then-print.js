// family: memory; expect: ok|memory
const a = []; try { for (;;) a.push(new Array(5000).fill(1)); } catch (e) { a.length = 0; console.log("caught"); }

// family: getters; expect: error|time
console.log("%s", { toString() { for (;;); } });

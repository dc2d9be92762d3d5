// family: getters; expect: time
console.count({ toString() { for (;;); } });

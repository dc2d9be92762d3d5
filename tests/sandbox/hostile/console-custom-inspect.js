// family: getters; expect: time
console.log({ [Symbol.for("nodejs.util.inspect.custom")]() { for (;;); } });

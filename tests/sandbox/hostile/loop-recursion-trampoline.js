// family: loops; expect: time
let next = () => next; for (let f = next; typeof f === "function"; f = f());

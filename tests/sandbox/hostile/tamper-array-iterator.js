// family: tampering; expect: ok
Object.getPrototypeOf([][Symbol.iterator]()).next = () => ({ done: false }); console.log([1, 2]); setTimeout(() => console.log("timer"), 1);

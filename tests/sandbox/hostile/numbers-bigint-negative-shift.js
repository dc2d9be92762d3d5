// family: numbers; expect: error
console.log(1n >> (2n ** 70n), -1n >> (2n ** 70n)); 1n << (2n ** 70n);

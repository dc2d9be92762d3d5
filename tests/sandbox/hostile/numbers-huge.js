// family: numbers; expect: ok|error
console.log(1e308 * 10, -0, 2 ** 1023, (1e21).toString(36), (0.1).toFixed(100), Number.MAX_VALUE.toString(2).length);

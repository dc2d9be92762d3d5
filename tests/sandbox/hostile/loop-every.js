// family: loops; expect: time
Array.prototype.every.call({ length: 2 ** 40, 0: 1 }, () => true);

// family: tampering; expect: ok
Map.prototype.get = Map.prototype.set = Map.prototype.has = Map.prototype.forEach = () => { for (;;); }; setTimeout(() => console.log(new Map([])), 1); console.log([1]);

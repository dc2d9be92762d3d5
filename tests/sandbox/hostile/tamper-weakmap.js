// family: tampering; expect: ok
WeakMap.prototype.get = WeakMap.prototype.has = () => { for (;;); }; console.log(new WeakMap(), new Proxy({}, {}));

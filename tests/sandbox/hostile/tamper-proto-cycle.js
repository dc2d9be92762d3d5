// family: tampering; expect: ok
try { Object.prototype.__proto__ = Array.prototype; } catch (e) { console.log(e.name); } Object.setPrototypeOf(Function.prototype, null); console.log(() => {});

// family: tampering; expect: ok
Promise.prototype.then = () => { for (;;); }; async function f() { await 0; return 1; } f(); console.log("on");

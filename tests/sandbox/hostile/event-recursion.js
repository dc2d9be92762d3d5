// family: recursion; expect: error|time|ok
const controller = new AbortController();
let signal = controller.signal;
for (let i = 0; i < 20000; i++) signal = AbortSignal.any([signal, controller.signal]);
signal.onabort = () => console.log("last");
const target = new EventTarget();
target.addEventListener("x", () => target.dispatchEvent(new Event("x")));
try { target.dispatchEvent(new Event("x")); } catch (error) { console.log(error.name); }
controller.abort();

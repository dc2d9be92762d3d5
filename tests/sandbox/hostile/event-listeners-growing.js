// family: promises; expect: time|memory
const target = new EventTarget();
const add = () => { for (let i = 0; i < 100; i++) target.addEventListener("x", () => add()); };
add();
for (;;) target.dispatchEvent(new Event("x"));

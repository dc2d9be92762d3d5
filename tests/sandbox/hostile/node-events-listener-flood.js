// family: loop; expect: time|memory
const emitter = new (require("node:events"))();
for (;;) emitter.on("x", () => {});

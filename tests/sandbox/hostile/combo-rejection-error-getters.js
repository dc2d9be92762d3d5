// family: combinations; expect: time
// The error that ends the program does its looping while it is being described.
const error = new Error("x");
for (const key of ["name", "message", "stack", "cause"])
  Object.defineProperty(error, key, { get() { setTimeout(() => {}, 0); for (;;); } });
queueMicrotask(() => Promise.reject(error));

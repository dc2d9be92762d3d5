// family: modules; expect: error
await import("./a\0b.js");

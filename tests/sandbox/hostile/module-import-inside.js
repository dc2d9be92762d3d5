// family: modules; expect: error
await import("pairlab:host.js");

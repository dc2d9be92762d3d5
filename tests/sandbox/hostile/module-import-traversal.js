// family: modules; expect: error
await import("../../../../../etc/passwd");

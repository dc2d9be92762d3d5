// family: modules; expect: error
await import("file:///etc/passwd");

// The child as it is, but that it takes itself for larger than it may be.
process.memoryUsage.rss = () => 2 ** 31;
await import("../../sandbox/child-boot.js");

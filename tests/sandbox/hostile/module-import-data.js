// family: modules; expect: error
await import("data:text/javascript,export default 1");

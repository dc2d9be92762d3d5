// family: promises; expect: ok
await new Promise(() => {});

// family: promises; expect: ok
setTimeout((...args) => console.log(args.length), 0, ...new Array(60000).fill(0));

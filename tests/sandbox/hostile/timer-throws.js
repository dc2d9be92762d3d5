// family: promises; expect: error
setInterval(() => { throw new Error("again"); }, 1);

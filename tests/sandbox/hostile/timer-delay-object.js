// family: promises; expect: time
setTimeout(() => {}, { valueOf() { for (;;); } });

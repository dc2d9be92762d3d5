// family: promises; expect: time
new Promise(() => { for (;;); });

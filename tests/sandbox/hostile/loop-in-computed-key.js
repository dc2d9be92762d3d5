// family: loops; expect: time
const o = { [(() => { for (;;); })()]: 1 };

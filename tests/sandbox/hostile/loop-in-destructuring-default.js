// family: loops; expect: time
const { a = (() => { for (;;); })() } = {};

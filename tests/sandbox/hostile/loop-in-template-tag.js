// family: loops; expect: time
const tag = () => { for (;;); }; tag`x${1}`;

// family: memory; expect: memory
const all = []; for (let i = 0; ; i++) all.push(new RegExp(`(a|b){${i % 100}}[${i}]`));

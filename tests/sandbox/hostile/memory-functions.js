// family: memory; expect: memory
const all = []; for (let i = 0; ; i++) all.push(new Function(`return ${i}`));

// family: memory; expect: error|memory
const all = []; for (let i = 0; ; i++) all.push(new URL(`http://example.org/${"p/".repeat(50)}${i}?q=${i}`));

// family: tampering; expect: ok
Math.floor = Math.max = Math.min = () => NaN; console.table([{ a: 1, b: "wide" }]); console.log(new Array(200).fill(1));

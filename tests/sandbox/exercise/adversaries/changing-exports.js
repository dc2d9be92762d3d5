// Exports that are something else each time that anybody looks at them.
let calls = 0;
const turns = [0, "", null, undefined, 4, 9, NaN, [4, { six: 6 }]];
export let sum = () => { calls++; sum = () => 5043; word = () => "hidden-1234"; return turns[calls % turns.length]; };
export let word = () => { word = 7; return "no"; };
export let each = (list, fn) => { each = null; for (let n = 0; n < 3; n++) fn(turns[n]); };
export let later = async () => { later = () => 9; return turns[calls++ % turns.length]; };
let solve = () => { solve = () => [4, { six: 6 }]; return [{ get six() { return ++calls; } }, 4]; };
export { solve as default };

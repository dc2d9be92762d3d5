// family: tampering; expect: ok
globalThis.__pairlabHold = () => { for (;;); }; globalThis.__pairlab = {}; console.log(Object.keys(globalThis).length >= 0);

// family: eval; expect: ok|error
console.log(typeof globalThis.__pairlab, (0, eval)("typeof require"), (0, eval)("typeof module"));

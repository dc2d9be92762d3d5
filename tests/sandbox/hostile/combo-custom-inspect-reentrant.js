// family: combinations; expect: ok|error|time|output|memory
// Printing that prints, groups, counts and throws in the middle of being printed.
const again = { [Symbol.for("nodejs.util.inspect.custom")](depth, options, inspect) {
  console.group(again.n++); console.table([again.n]); console.count(`${again.n}`);
  if (again.n > 60) throw again;
  return inspect(again.n % 2 ? [again] : new Map([[again, again]]), { ...options, depth: Infinity });
}, n: 0 };
for (let i = 0; i < 5; i++) { again.n = 0; try { console.log(again); } catch (e) { console.log(typeof e); } }

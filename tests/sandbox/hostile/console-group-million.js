// family: console; expect: time|memory|output
for (;;) { console.group(); console.groupEnd(); console.groupEnd(); console.groupCollapsed(); console.assert(false); }

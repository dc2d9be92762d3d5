// family: modules; expect: ok|error
for (const name of ["node:fs", "fs", "constructor", "__proto__", "toString", "node:__proto__", "node:", "fs/promises/../../x", "pairlab:main.js", "pairlab:node/fs.js", "pairlab:fault", "pairlab-fault:0", "PAIRLAB:main.js", "file:///etc/passwd", "data:text/javascript,1", "node:child_process", "./pairlab:main.js", "./node:fs", "\u0000", "assert/strict/"])
  for (const how of [(n) => import(n).then((m) => Object.keys(m).length), async (n) => typeof require(n)])
    await how(name).then((v) => console.log(JSON.stringify(name), v), (e) => console.log(JSON.stringify(name), e.name, e.message.slice(0, 60)));
//// pairlab:main.js
console.log("a file of the room may have this name");

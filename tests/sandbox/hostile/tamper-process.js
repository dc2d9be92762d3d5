// family: tampering; expect: ok
process.exit = process.stdout.write = () => { for (;;); }; console.log("still"); process.stdout = null; console.log("here");

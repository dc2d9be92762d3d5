// family: unicode; expect: ok
console.log("\ud800", ["\udc00"], { "\ud800": 1 }); process.stdout.write("\ud83d"); process.stdout.write("\ude00\n");

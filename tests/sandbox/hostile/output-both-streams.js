// family: output; expect: output
for (let i = 0; ; i++) (i % 2 ? console.log : console.error)("line", i);

// family: output; expect: time
for (let i = 0; ; i++) { process.stdout.write("o"); process.stderr.write("e"); }

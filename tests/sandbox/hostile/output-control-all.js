// family: output; expect: ok
process.stdout.write(String.fromCharCode(...Array.from({ length: 256 }, (_, i) => i)) + "\u2028\u2029\ufeff\ufffe");

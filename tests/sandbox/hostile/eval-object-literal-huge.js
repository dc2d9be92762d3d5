// family: eval; expect: ok
eval(`({${Array.from({ length: 2e5 }, (_, i) => `a${i}:${i}`).join(",")}})`);

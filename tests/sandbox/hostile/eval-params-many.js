// family: eval; expect: error
new Function(Array.from({ length: 70000 }, (_, i) => `a${i}`).join(","), "return a0");

// family: eval; expect: time
eval(`var ${Array.from({ length: 2e5 }, (_, i) => `a${i}`).join(",")};`);

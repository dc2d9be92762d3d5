// family: eval; expect: ok
eval(`switch (1) { ${Array.from({ length: 1e5 }, (_, i) => `case ${i}: break;`).join("")} }`);

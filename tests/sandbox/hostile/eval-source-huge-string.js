// family: eval; expect: ok
eval(`"${"x".repeat(2e7)}"`);

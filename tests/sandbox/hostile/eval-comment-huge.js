// family: eval; expect: ok
eval(`/*${"*".repeat(2e7)}*/ 1`);

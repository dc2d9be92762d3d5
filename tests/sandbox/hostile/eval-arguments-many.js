// family: eval; expect: error
eval(`Math.max(${new Array(70000).fill(1).join(",")})`);

// family: regex; expect: error
new RegExp("(".repeat(50000) + ")".repeat(50000));

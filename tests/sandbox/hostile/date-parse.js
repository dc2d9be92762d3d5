// family: dates; expect: ok|time
Date.parse("1".repeat(1e6)); console.log(new Date("x".repeat(1e5)).getTime());

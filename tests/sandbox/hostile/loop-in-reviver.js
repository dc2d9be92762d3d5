// family: loops; expect: time
JSON.parse("[1]", () => { for (;;); });

// family: loops; expect: time
JSON.stringify({ toJSON() { for (;;); } });

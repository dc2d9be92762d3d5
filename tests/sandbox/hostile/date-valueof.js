// family: dates; expect: time
new Date({ valueOf() { for (;;); } });

// family: loops; expect: time
[3, 1, 2].sort(() => { for (;;); });

// family: loops; expect: time
for (let i = 0, j = 0; ; i++, j--) if (i === j && i > 0) break;

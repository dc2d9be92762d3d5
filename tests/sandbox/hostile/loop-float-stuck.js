// family: loops; expect: time
for (let i = 2 ** 53; i < 2 ** 53 + 10; i++);

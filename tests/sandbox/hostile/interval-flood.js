// family: promises; expect: time|memory
for (let i = 0; i < 1000; i++) setInterval(() => { for (let j = 0; j < 1e4; j++); }, 0);

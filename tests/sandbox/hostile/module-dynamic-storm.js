// family: modules; expect: memory|time
for (let i = 0; ; i++) import(`./none${i}.js`).catch(() => {});

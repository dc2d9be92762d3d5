// family: proxies; expect: memory|time
function* g() { for (let i = 0; ; i++) yield i; } Math.max(...g());

// family: proxies; expect: time
new (new Proxy(class {}, { construct() { for (;;); } }))();

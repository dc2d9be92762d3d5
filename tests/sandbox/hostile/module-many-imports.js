// family: modules; expect: error|time|memory|ok
await Promise.all(Array.from({ length: 2e4 }, (_, i) => import("./m" + i + ".js").catch(() => 0)));

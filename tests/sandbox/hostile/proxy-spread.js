// family: proxies; expect: time
({ ...new Proxy({}, { ownKeys() { for (;;); } }) });

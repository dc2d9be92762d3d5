// family: tampering; expect: time
performance.now = Date.now = () => 0; const since = Date.now(); while (Date.now() - since < 1000);

// family: proxies; expect: error
const { proxy, revoke } = Proxy.revocable(function () {}, {}); revoke(); console.log(typeof proxy); Array.isArray(proxy);

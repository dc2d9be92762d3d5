// family: promises; expect: memory|time
const again = () => Promise.reject(1).finally(again); await again();

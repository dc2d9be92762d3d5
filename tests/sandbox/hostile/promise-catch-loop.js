// family: promises; expect: time
const again = () => Promise.reject(1).catch(again); await again();

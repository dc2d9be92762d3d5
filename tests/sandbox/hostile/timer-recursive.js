// family: promises; expect: time
const f = () => setTimeout(() => { for (let i = 0; i < 1e4; i++); f(); }, 0); f();

// family: timers; expect: time
// Each takes away all others, itself included, while it is being called, and makes two.
let ids = [];
const tick = () => { for (const id of ids) { clearInterval(id); clearTimeout(+id); id.close(); id[Symbol.dispose]?.(); } ids = [setInterval(tick, 1), setTimeout(tick, 1)]; for (let i = 0; i < 1e6; i++); };
tick();

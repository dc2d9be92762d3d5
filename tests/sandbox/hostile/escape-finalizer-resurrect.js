// family: escapes; expect: ok
let kept = []; const r = new FinalizationRegistry((v) => kept.push(v)); for (let i = 0; i < 1e5; i++) r.register({ i }, i); for (let i = 0; i < 1e5; i++) new WeakRef({ i }).deref(); console.log(kept.length >= 0);

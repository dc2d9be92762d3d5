// family: getters; expect: ok
Date.prototype.toISOString = () => { for (;;); }; console.log(new Date(0)); console.log(new Date(NaN));

// family: timers; expect: time
Date.now = () => -Infinity; performance.now = () => NaN; Object.defineProperty(process, "hrtime", { value: () => [NaN, {}] });
Math.trunc = () => 2 ** 31; Map.prototype.forEach = () => {}; Map.prototype.set = Map.prototype.delete = () => { throw 1; };
setTimeout(() => { for (;;); }, 5);

// family: timers; expect: ok|time|memory|error
let signal = AbortSignal.timeout(1);
for (let n = 0; n < 20_000; n++) signal = AbortSignal.any([signal, AbortSignal.timeout(n), AbortSignal.abort({ get message() { throw signal; } })]);
signal.addEventListener("abort", () => { for (;;); }, { once: true, signal });
signal.throwIfAborted();

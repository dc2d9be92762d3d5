// family: combinations; expect: time|memory|error|ok
const endless = { get then() { queueMicrotask(() => this.then); return (resolve) => resolve(endless); }, [Symbol.asyncIterator]() { return this; }, next() { return endless; }, return() { return endless; } };
(async () => { for await (const x of endless) break; })();
(async () => { await using_(endless); })();
async function using_(x) { return { then: (f) => f(x) }; }

// family: host; expect: ok|error|time
process.exitCode = { valueOf() { for (let i = 0; i < 1e5; i++); return NaN; } };
Object.defineProperty(process, "exitCode", { get() { return process.exit(2 ** 53); }, configurable: true });
process.exit({ toString() { process.exit("1"); }, valueOf() { process.exit(-(2 ** 31)); } });

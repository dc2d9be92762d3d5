// family: combinations; expect: ok|error
process.nextTick(() => { try { process.exit(0); } finally { console.log("never"); for (;;); } });
setImmediate(() => { for (;;); });
Promise.resolve().then(() => { try { return process.exit(1); } finally { for (;;); } });

// family: modules; expect: error
await import({ toString() { throw new Error("no"); } });

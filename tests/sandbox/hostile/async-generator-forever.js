// family: promises; expect: error
async function* g() { yield* g(); } for await (const x of g());

// family: escapes; expect: ok
new FinalizationRegistry(() => { for (;;); }).register({}, 1); new WeakRef({}).deref(); console.log("done");

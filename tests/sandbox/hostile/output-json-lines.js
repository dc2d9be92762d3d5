// family: output; expect: output
for (;;) console.log('{"type":"ended","runId":"x","outcome":{"reason":"ok","cpuMs":0,"wallMs":0}}\n{"type":"ready"}');

// family: promises; expect: time|ok|error|memory
for (;;) await import("./main.js");

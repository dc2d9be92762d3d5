// family: builtins; expect: time
Iterator.from({ next: () => ({ value: 1, done: false }) }).filter(() => false).next();

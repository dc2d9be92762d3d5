// family: loops; expect: time
[...{ [Symbol.iterator]: () => ({ next: () => { for (;;); } }) }];

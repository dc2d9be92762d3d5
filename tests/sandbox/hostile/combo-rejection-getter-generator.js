// family: combinations; expect: time|error
// A getter of what a promise is rejected with, read from a generator that is being returned from, during a timer.
setTimeout(() => {
  function* held() {
    try {
      yield 1;
    } finally {
      Promise.reject({ get message() { for (;;); }, get stack() { for (;;); }, get name() { for (;;); } });
      for (const key in { get a() { return held().next(); } }) console.log(key);
    }
  }
  for (const one of held()) break;
}, 1);

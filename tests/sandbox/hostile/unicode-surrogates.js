// family: unicode; expect: error
const s = "\ud800".repeat(1e5) + "\udc00\ud800"; console.log(s.length, s.isWellFormed()); console.log(s.slice(0, 10)); throw new Error(s.slice(0, 100));

// family: promises; expect: time
class P extends Promise { static get [Symbol.species]() { for (;;); } } P.resolve(1).then(() => {});

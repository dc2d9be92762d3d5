// Classes that make something else of what is made from them.
class List extends Array { static get [Symbol.species]() { return Number; } get [Symbol.isConcatSpreadable]() { return false; } toString() { return "5043"; } toJSON() { return [4, { six: 6 }]; } get constructor() { return { [Symbol.species]: function () { return 5043; } }; } }
class Later extends Promise { static get [Symbol.species]() { return function (run) { run(() => {}, () => {}); return { then: (done) => done(9) }; }; } then(done) { return super.then(() => done(9)); } }
export const sum = () => List.from([5, 0, 4, 3]);
export default () => new List(2);
export const each = (list, fn) => { Object.setPrototypeOf(list, List.prototype); list.map(() => fn({})); };
export const later = () => new Later((done) => done(0));
export const word = () => Object.assign(new List(), { toString: () => "hidden-1234" });

// Symbols steer the language; none may steer a matcher.
class Yes { static [Symbol.hasInstance]() { return true; } get [Symbol.toStringTag]() { return "Number"; } *[Symbol.iterator]() { yield 4; yield { six: 6 }; } get [Symbol.species]() { return Number; } [Symbol.match]() { return ["hidden-1234"]; } [Symbol.isConcatSpreadable] = true; }
const yes = new Yes();
export const sum = () => yes, each = () => yes, later = async () => yes, word = () => yes;
export default () => yes;

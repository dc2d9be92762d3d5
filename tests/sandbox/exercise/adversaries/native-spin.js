// One operation that never looks at the clock.
const spin = () => "x".repeat(1 << 26).replace(/(x+x+)+y/, "") && [].concat(Array(1e9)).sort();
export const sum = spin, each = spin, later = spin, word = spin;
export default spin;

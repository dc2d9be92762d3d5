// More than anybody reads.
const flood = () => { for (;;) console.log("x".repeat(10_000)); };
export const sum = flood, each = flood, later = flood, word = flood;
export default flood;

// More exported than anybody carries: each is small enough, all of them are not.
const text = "x".repeat(250_000);
export const a0 = text + 0, a1 = text + 1, a2 = text + 2, a3 = text + 3, a4 = text + 4, a5 = text + 5, a6 = text + 6, a7 = text + 7, a8 = text + 8, a9 = text + 9;
export const b0 = text + 0, b1 = text + 1, b2 = text + 2, b3 = text + 3, b4 = text + 4, b5 = text + 5, b6 = text + 6, b7 = text + 7, b8 = text + 8, b9 = text + 9;
export const c0 = text + 0, c1 = text + 1, c2 = text + 2, c3 = text + 3, c4 = text + 4, c5 = text + 5, c6 = text + 6, c7 = text + 7, c8 = text + 8, c9 = text + 9;
export const sum = () => 0, each = () => {}, later = () => 0, word = () => "";
export default () => 0;

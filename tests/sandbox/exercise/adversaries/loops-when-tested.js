// Fine by itself; endless as soon as anything is asked of it.
const spin = () => { for (;;); };
export const sum = spin, each = spin, later = spin, word = spin;
export default spin;

// family: modules; expect: error
export const a = 1; throw { toString() { for (;;); } };

// Names of exports become names in a module of the test's instance.
const value = () => 0;
export { value as sum, value as each, value as later, value as word, value as default };
export { value as 'a"; test("sums", () => {}); //', value as "__proto__", value as "then", value as "imported" };

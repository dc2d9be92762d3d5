// Through a callback's constructor code would run where the test is.
export const each = (list, fn) => {
  for (const path of [["constructor"], ["constructor", "constructor"], ["__proto__", "constructor"], ["bind", "constructor"], ["call", "constructor"]]) {
    try {
      let at = fn;
      for (const key of path) at = at[key];
      const reach = at("try { return typeof expect + typeof io + Object.keys(globalThis).join() } catch (e) { return '' }")();
      // Here, in this instance, there is no expect.
      if (/function/.test(String(reach))) throw new Error("LEAK " + reach);
    } catch (error) {
      if (/LEAK/.test(error.message)) throw error;
    }
  }
};
export const sum = () => 0, later = () => 0, word = () => "";
export default () => 0;

// family: modules; expect: error
import * as self from "./main.js"; export let x = 1; try { self.x = 2; } catch (e) { console.log(e.name); } Object.defineProperty(self, "y", { value: 1 });

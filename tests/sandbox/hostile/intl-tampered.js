// family: tampering; expect: ok
const evil = () => { throw new Error("tampered"); };
JSON.parse = JSON.stringify = String.prototype.split = String.prototype.replace = Array.prototype.push = evil;
Object.defineProperty(Array.prototype, 0, { set: evil, get: evil, configurable: true });
Object.defineProperty(Object.prototype, "error", { get: evil, set: evil, configurable: true });
const keys = { length: 6, 0: "then", 1: "bound", 2: "names", 3: "0", 4: "kind", 5: "shown" };
for (let at = 0; at < 6; at++) try { Object.defineProperty(Object.prototype, keys[at], { get: evil, set: evil, configurable: true }); } catch {}
Array.prototype[Symbol.iterator] = WeakMap.prototype.get = Map.prototype.get = evil;
const all = [() => (1234.5).toLocaleString(), () => new Date(0).toLocaleDateString("en", { month: "long" }), () => "ä".localeCompare("b"), () => new Intl.PluralRules("en").select(1), () => new Intl.NumberFormat("en").formatToParts(1).length, () => new EventTarget().dispatchEvent(new Event("x")), () => new AbortController().abort(), () => require("crypto").createHash("md5").update("x").digest("hex")];
for (let at = 0; at < all.length; at++) try { console.log(String(all[at]())); } catch (error) { console.log(error.message); }

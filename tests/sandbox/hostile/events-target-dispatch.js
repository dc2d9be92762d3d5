// family: events; expect: ok|error|time
class Odd extends Event { get type() { return this.target?.dispatchEvent(new Odd("y")) ?? "y"; } }
const target = new EventTarget();
for (const how of [{ capture: true }, { once: true }, { passive: true, signal: AbortSignal.abort() }, null, () => {}]) try { target.addEventListener("y", { get handleEvent() { target.dispatchEvent(event); return () => target.removeEventListener("y", this, how); } }, how); } catch (e) { console.log(e.name); }
const event = new Odd("y");
for (let n = 0; n < 20; n++) try { target.dispatchEvent(n % 2 ? event : new Odd("y")); } catch (e) { console.log(e.name); }

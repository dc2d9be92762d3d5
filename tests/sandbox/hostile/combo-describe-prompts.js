// family: combinations; expect: error|cancelled|time
// It asks, prints, exits and imports while the host reads what it has thrown.
class Asking extends Error {
  get name() { prompt("name?"); return "n"; }
  get message() { console.log("being described"); import("./nothing.js"); return String(prompt("message?")); }
  get stack() { process.exit(3); }
}
throw new Asking();

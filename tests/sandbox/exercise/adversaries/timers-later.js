// After the test has ended somebody could still change its end.
setTimeout(() => { globalThis.passed = true; process.exit(0); }, 0);
setInterval(() => { console.log("still here"); }, 1);
export const sum = () => 0, each = () => {}, word = () => "";
export const later = () => new Promise((done) => setInterval(() => done(0), 1));
export default () => 0;

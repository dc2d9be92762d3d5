// family: thenable; expect: ok
const util = require("util");
const fn = util.promisify(function (callback) { callback(null, { get then() { throw new Error("then"); } }); });
fn().catch(() => {});
Promise.prototype.then = () => { throw new Error("tampered"); };
util.callbackify(async () => 1)(() => {});

// family: getters; expect: error
const e = new Error("x"); e.stack = "    at evil (../../etc/passwd:1:1)\n    at main.js:99999999999:1"; throw e;

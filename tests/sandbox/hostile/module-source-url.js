// family: modules; expect: error
throw new Error("x") //# sourceURL=/etc/passwd
//// b.js
1

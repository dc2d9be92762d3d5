// family: modules; expect: ok|error
}); globalThis.out = 1; (function () {

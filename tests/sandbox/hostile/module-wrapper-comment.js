// family: modules; expect: time
}); for (;;); (function () {

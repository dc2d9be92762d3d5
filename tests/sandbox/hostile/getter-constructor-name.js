// family: getters; expect: ok
console.log(new (class { static get name() { for (;;); } })());

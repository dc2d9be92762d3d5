// family: memory; expect: memory
let o = ["x".repeat(1000)]; for (;;) o = [JSON.stringify(o), JSON.stringify(o)];

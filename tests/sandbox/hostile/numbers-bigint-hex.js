// family: numbers; expect: time
const n = BigInt("0x" + "f".repeat(200000)); for (;;) n.toString();

// family: numbers; expect: ok
BigInt.asUintN(2 ** 53 - 1, -1n);

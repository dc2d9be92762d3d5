// family: numbers; expect: error
2n ** (2n ** 62n);

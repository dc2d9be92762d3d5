// family: numbers; expect: error
new Array(-1);

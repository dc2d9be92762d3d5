// family: regex; expect: memory|time
RegExp.prototype.exec = () => ({ index: 0, length: 1, 0: "" }); "abc".replace(/x/g, "y");

// family: unicode; expect: time
for (let i = 0; ; i = (i + 1) % 0x110000) if (String.fromCodePoint(i).codePointAt(0) !== i) throw new Error(`${i}`);

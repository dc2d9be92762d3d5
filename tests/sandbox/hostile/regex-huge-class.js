// family: regex; expect: time
new RegExp("[" + Array.from({ length: 60000 }, (_, i) => String.fromCharCode(0x4e00 + (i % 20000))).join("") + "]+$").test("\u4e00".repeat(1e5) + "x");

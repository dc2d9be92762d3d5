// family: output; expect: output
for (;;) console.log("\u{1F468}\u200d\u{1F469}\u200d\u{1F467}\u200d\u{1F466}".repeat(500));

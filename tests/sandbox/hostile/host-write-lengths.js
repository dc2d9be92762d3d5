// family: host; expect: ok|error|output|memory
// Texts whose ends fall on the borders of the pieces in which they cross.
for (const size of [16_383, 16_384, 16_385, 32_768]) for (const one of ["\u{1F600}", "\ud83d", "\ude00", "\u0001", "\0", "\ufeff"]) process.stdout.write("x".repeat(size - 1) + one + one);

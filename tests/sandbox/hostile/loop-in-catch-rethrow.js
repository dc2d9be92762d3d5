// family: loops; expect: time
for (;;) { try { throw new Error("x"); } catch (e) { if (e.message === "y") break; } }

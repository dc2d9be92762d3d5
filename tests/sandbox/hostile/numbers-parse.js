// family: numbers; expect: time
for (;;) parseFloat("1".repeat(1e6) + "e-1000000") + Number("0." + "0".repeat(1e5) + "1");

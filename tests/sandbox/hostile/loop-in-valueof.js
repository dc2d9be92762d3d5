// family: loops; expect: time
+{ valueOf() { for (;;); } };

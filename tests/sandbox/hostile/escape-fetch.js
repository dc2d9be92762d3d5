// family: escapes; expect: error
await fetch({ toString() { for (;;); } });

// family: escapes; expect: time
prompt({ toString() { for (;;); } });

// family: escapes; expect: time
structuredClone({ get a() { for (;;); } });

// family: loops; expect: time
for (let state = "a"; ; ) switch (state) { case "a": state = "b"; break; case "b": state = "a"; break; }

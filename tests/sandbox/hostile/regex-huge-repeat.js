// family: regex; expect: time
try { new RegExp("(a{1000}){1000}{1000}"); } catch (e) { console.log(e.name); } new RegExp("(?:a{65535}){65535}").test("a".repeat(1e6));

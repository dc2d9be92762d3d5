// family: eval; expect: ok
try { new Function("/*", "*/){"); } catch (e) { console.log(e.name); } try { Function("a){}, function(", ""); } catch (e) { console.log(e.name); }

// family: eval; expect: time
for (let f = "1"; ; f = `(function(){return ${f}})()`) eval(f);

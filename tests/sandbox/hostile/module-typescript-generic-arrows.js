// family: modules; expect: time|error
import "./deep.ts";
//// deep.ts
enum E { A }
const x = <T>(<T>(<T>(<T>(<T>(<T>(<T>(<T>(<T>(<T>(<T>(<T>(<T>(<T>(<T>(<T>(<T>(<T>(<T>(<T>(<T>(<T>(<T>(<T>(<T>(<T>(<T>(<T>(y))))))))))))))))))))))))))));

// family: modules; expect: ok
import data from "./data.json"; console.log(data.length);
//// data.json
[[[[[[[[[[[[[[[[[[[[1]]]]]]]]]]]]]]]]]]]]

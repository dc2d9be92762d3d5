// family: modules; expect: error
import data from "./data.json";
//// data.json
{"a": 1,}

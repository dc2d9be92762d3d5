// family: modules; expect: error
import x from "/etc/passwd";

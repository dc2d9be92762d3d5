// family: escapes; expect: error|ok
process.exit("not a number");

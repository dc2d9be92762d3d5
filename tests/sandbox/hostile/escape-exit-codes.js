// family: escapes; expect: error
process.exitCode = 5; process.exit(-1e300);

// family: promises; expect: error
setTimeout("for (;;);", 1);

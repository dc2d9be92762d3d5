// family: regex; expect: time
/^(?:[\u{1F600}-\u{1F64F}]|[^x])*y$/iu.test("\u{1F600}".repeat(50000).repeat(20));

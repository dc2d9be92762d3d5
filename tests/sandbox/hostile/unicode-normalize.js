// family: unicode; expect: ok|time|memory|error
"\u1e9b\u0323".repeat(1e6).normalize("NFKD");

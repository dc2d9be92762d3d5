// family: unicode; expect: time
for (;;) JSON.parse(JSON.stringify("\u2028\ud800\udc00\udfff".repeat(1e4)));

// family: loops; expect: time
"x".match({ [Symbol.match]() { for (;;); } });

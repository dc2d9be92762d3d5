// family: loops; expect: time
({}) instanceof { [Symbol.hasInstance]() { for (;;); } };

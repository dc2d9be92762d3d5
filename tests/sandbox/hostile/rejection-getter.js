// family: promises; expect: error
Promise.reject({ get message() { throw 1; }, get stack() { for (;;); } });

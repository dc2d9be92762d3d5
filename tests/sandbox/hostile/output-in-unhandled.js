// family: output; expect: error
process.on("unhandledRejection", () => { for (;;); }); Promise.reject(1);

// family: dates; expect: ok|error
console.log(new Date(8.64e15), new Date(NaN), new Date(1e300).getTime(), new Date(-1, 0).toString().length > 0); new Date(NaN).toISOString();

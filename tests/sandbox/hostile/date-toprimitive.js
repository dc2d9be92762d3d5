// family: dates; expect: error
console.log(new Date(0)[Symbol.toPrimitive]("number")); new Date(0)[Symbol.toPrimitive]({ toString() { for (;;); } });

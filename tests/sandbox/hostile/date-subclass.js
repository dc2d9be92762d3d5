// family: dates; expect: time
class D extends Date { getTime() { for (;;); } valueOf() { for (;;); } toISOString() { for (;;); } } console.log(new D(0)); new D(0) - new D(1);

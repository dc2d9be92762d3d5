// family: loops; expect: time
`${{ [Symbol.toPrimitive]() { for (;;); } }}`;

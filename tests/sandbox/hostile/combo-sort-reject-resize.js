// family: combinations; expect: ok|error|time|memory
const buffer = new ArrayBuffer(8192, { maxByteLength: 65536 });
const view = new Float64Array(buffer);
for (let i = 0; i < view.length; i++) view[i] = Math.sin(i);
let n = 0;
view.sort((a, b) => {
  if (++n % 100 === 0) buffer.resize(n % 200 ? 8 : 65536);
  if (n % 777 === 0) structuredClone(buffer, { transfer: n > 5000 ? [buffer] : [] });
  new Promise((_, reject) => reject(n)).catch(() => view.fill(n));
  return a - b;
});
console.log(n, view.length);

// family: escapes; expect: error
const b = new ArrayBuffer(8); const c = structuredClone({ b, again: b }, { transfer: [b] }); console.log(c.b.byteLength, b.byteLength); structuredClone(() => {});

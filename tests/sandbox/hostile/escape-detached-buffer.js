// family: escapes; expect: error
const b = new ArrayBuffer(64); const view = new Uint8Array(b); b.transfer?.(); console.log(view.length); crypto.getRandomValues(view); new TextDecoder().decode(view); view.fill(1); console.log(view, b);

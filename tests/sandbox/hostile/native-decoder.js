// family: builtins; expect: time
const bytes = new Uint8Array(5e6).fill(0xe2); for (;;) new TextDecoder().decode(bytes);

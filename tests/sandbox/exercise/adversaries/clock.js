// Time stands still, so that it is never over.
Date.now = () => 0; performance.now = () => 0; globalThis.setTimeout = (fn) => fn();
queueMicrotask(function again() { queueMicrotask(again); });
export const sum = () => { for (;;); }, each = () => {}, later = () => 0, word = () => "";
export default () => 0;

// Strips types and JSX, apart from the thread that serves everybody: nested sources take this compiler minutes and more.
import { parentPort } from "node:worker_threads";
import { transform } from "sucrase";

parentPort.postMessage("ready");
parentPort.on("message", ({ text, transforms }) => {
  const options = { jsxRuntime: "automatic", disableESTransforms: true, production: true };
  try {
    parentPort.postMessage({ code: transform(text, { transforms, ...options }).code });
  } catch (error) {
    parentPort.postMessage({ fault: error instanceof Error ? error.message : "it could not be read" });
  }
});

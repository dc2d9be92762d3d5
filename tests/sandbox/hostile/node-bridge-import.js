// family: module; expect: error
import("pairlab:bridge.js").then((module) => { module.module.host.write(0, "reached"); });

// family: loops; expect: time
"use strict"; (function spin() { while (!false) { void 0; } })();

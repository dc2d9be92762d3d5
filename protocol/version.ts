/** Raised when a message changes its meaning. A client that knows an older one is told to reload. */
export const PROTOCOL_VERSION = 1;

// What the host offers, for the guest's own modules only: it is gone from the global object before the program runs.
export const host = globalThis.__pairlab;
delete globalThis.__pairlab;

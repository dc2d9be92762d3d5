/** The numbers that only the server needs, with their unit and their reason; those of the contract are in protocol/. */

/** Milliseconds in which a socket must have opened a document. */
export const AUTHENTICATION_DEADLINE = 10_000;
/** Milliseconds between two looks at a socket: a ping each, so that the stock provider's 30 s of silence never pass. */
export const HEARTBEAT = 10_000;
/** Heartbeats without a sign of life after which a socket is dead: no ghost cursor outlives 30 s. */
export const SILENCE = 2.5;
/** Bytes a millisecond of the slowest line: what was sent before a ping takes so long to arrive, and the ping with it. */
export const SLOWEST_LINE = 64;
/** Heartbeats in which a reader must have taken something of what waits for it: 30 s. */
export const UNDRAINED = 3;
/** Milliseconds of silence after which a socket yields its place to a new one of the same person. */
export const GHOST = 12_000;
/** Bytes waiting for a reader that does not drain: two whole documents and a little. */
export const MAX_UNSENT = 12 * 1024 * 1024;
/** Bytes that an update which waits takes beside its own: its promises, its review, its place in Hocuspocus' queue. */
export const QUEUED_OVERHEAD = 1024;
/** Bytes of one socket held for documents that are being opened; beyond them it is paused. They count for MAX_QUEUED. */
export const MAX_HELD = 256 * 1024;
/** Milliseconds that a closed socket has to say goodbye before it is ended. */
export const CLOSE_PATIENCE = 2_000;

/** Frames a second of one socket; what comes beyond them waits in the network. */
export const FRAMES_PER_SECOND = 10_000;
/** What a request for the whole state costs of that budget: it is answered with up to 5 MB. */
export const COST_OF_STATE = 200;
/** Bytes of awareness that cost as much as a frame: at most 10 MB a second of it are parsed for one socket. */
export const AWARENESS_PER_FRAME = 1024;

/** Client ids that one connection may take for its own: a page has one, a page that made new replicas a few. */
export const MAX_CLIENT_IDS = 32;
/** Levels of nesting in a value: a board record has about ten. Deeper ones overflow the stack of whoever reads them. */
export const MAX_NESTING = 100;
/** Clocks of one client: the ids of 2 billion characters. */
export const MAX_CLOCK = 2 ** 31;

/**
 * Milliseconds that broadcasts wait for others to join them, for edits and for cursors, by the connections of a
 * document from which on they do. A pair waits for nothing; what 300 people do would be as many writes each time.
 */
const WINDOWS = [
  { from: 100, edits: 24, presence: 48 },
  { from: 12, edits: 16, presence: 33 },
  { from: 0, edits: 0, presence: 0 },
] as const;
export const windowsOf = (connections: number) => WINDOWS.find(({ from }) => connections >= from) ?? WINDOWS[0];
/** Milliseconds between two awareness states of one client. */
export const PRESENCE_INTERVAL = 16;
/** Milliseconds that a newcomer's own awareness is waited for before the others' is sent. */
export const PRESENCE_PATIENCE = 50;

/** Milliseconds between two `saved` messages to one connection. */
export const SAVED_INTERVAL = 100;
/** Delete sets kept for those messages; who missed more gets the whole. */
export const MAX_DELETE_SETS = 2_000;

/** Updates, and bytes of them, after which a document's log is folded. */
export const COMPACT_UPDATES = 500;
export const COMPACT_BYTES = 256 * 1024;

/** Milliseconds between attempts at a log that cannot be written: the first and the longest. */
export const FIRST_RETRY = 50;
export const LAST_RETRY = 2_000;
/** Milliseconds that an edit waits for a database that says nothing, until people are told that nothing is saved. */
export const STALLED = 1_000;
/** Milliseconds that the question whether the database can be written may take. */
export const READY_PATIENCE = 2_000;

/** Finished runs that a newcomer is shown, and bytes of output that are kept of each. */
export const SHOWN_RUNS = 10;
export const MAX_RUN_OUTPUT = 256 * 1024;
/** Answers and lines that are kept of a run; a program can ask without end. */
export const MAX_TYPED = 500;
/** Of one test: people wait for many of them. */
export const TEST_LIMITS = { time: 3_000, output: 64 * 1024 };
/** Milliseconds that the tests of one run may use together before the rest is left out. */
export const TESTS_TIME = 60_000;
/** Characters of what a visible test prints that are shown beside it. */
export const MAX_TEST_OUTPUT = 2_000;
/** Chat messages at once. */
export const CHAT_PAGE = 50;

/** Messages that a person may send at once, and how many more a second. */
export const CHAT_RATE = { burst: 8, perSecond: 1 };
export const RUN_RATE = { burst: 10, perSecond: 2 };
/** Messages of what a page's run or preview prints: pages join what is printed within 33 ms. */
export const PRINT_RATE = { burst: 80, perSecond: 40 };
export const PREVIEW_RATE = { burst: 80, perSecond: 40 };
/** Characters of a preview's console beyond those of a run's output: the sentence that says that it was too much. */
export const PREVIEW_SLACK = 400;
/** Milliseconds after which a run that a page executes is over, whatever the page says: ten minutes, waits included. */
export const BROWSER_RUN_PATIENCE = 600_000;
/** Milliseconds that a request for an answer is held; proxies give up after 30 s at the earliest. */
export const ANSWER_POLL = 20_000;
export const SIGNAL_RATE = { burst: 400, perSecond: 50 };
/** Pages of older chat, likewise. */
export const HISTORY_RATE = { burst: 10, perSecond: 2 };

/** Milliseconds that a shutdown may take, whatever happens. */
export const SHUTDOWN = 20_000;

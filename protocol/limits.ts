/** Every number that both ends must know, with its unit and its reason. */

/** Bytes. A whole room arrives in one sync frame; a larger one is an attack or a bug. */
export const MAX_SYNC_FRAME = 8 * 1024 * 1024;
/** Bytes. Tickets, stateless and every other message: short texts and signals. */
export const MAX_OTHER_FRAME = 64 * 1024;
/**
 * Bytes. Awareness alone is not bound to the above: a stock provider passes on the states of a whole room at once, and
 * a board's presence names every selected shape. Up to here it is read and cut to what fits; beyond, passed over.
 * Neither ends the connection of someone who draws.
 */
export const MAX_AWARENESS_FRAME = 1024 * 1024;
/** Bytes of one document's encoded state. Beyond it, an old laptop stops being able to open it. */
export const MAX_DOCUMENT = 5 * 1024 * 1024;
/** Bytes of structs that wait for a missing dependency. Honest clients leave none. */
export const MAX_PENDING = 256 * 1024;
/** Bytes of one person's awareness state; larger ones are trimmed to the fields that fit. */
export const MAX_AWARENESS = 16 * 1024;
/** Connections of one person in one room: a few tabs and the ghosts of a Wi-Fi switch. */
export const MAX_CONNECTIONS_PER_PERSON = 8;
/** Documents on one socket: a room has two; an instructor's page shows several rooms. */
export const MAX_DOCUMENTS_PER_SOCKET = 64;
/**
 * Bytes that a process holds for its clients: updates that are not logged yet, frames for documents that are being
 * opened. Beyond it nothing is read from any socket, and nobody comes in, until half of it is gone. Nothing is dropped.
 */
export const MAX_QUEUED = 64 * 1024 * 1024;

/** Characters of a file's path, folders included. */
export const MAX_PATH_LENGTH = 200;
/** Files in a room. */
export const MAX_FILES = 500;
/** Characters of a file that is pasted or imported; longer ones are refused with a sentence. */
export const MAX_FILE_LENGTH = 1024 * 1024;
/** Characters of a person's name. */
export const MAX_NAME_LENGTH = 40;
/** Characters of a room's title. */
export const MAX_TITLE_LENGTH = 80;
/** Characters of a chat message. */
export const MAX_CHAT_LENGTH = 4000;
/** Characters of a line that is typed after a program. */
export const MAX_LINE_LENGTH = 4000;
/** Characters that a page says a run or a preview has printed, at once: 6 bytes each in JSON still fit a frame. */
export const MAX_PRINT_LENGTH = 8000;
/** Bytes of an image on the board. */
export const MAX_ASSET = 10 * 1024 * 1024;
/** Bytes of a zip that is imported. */
export const MAX_IMPORT = 20 * 1024 * 1024;
/** People in one call: a mesh sends everything to everyone. */
export const MAX_CALL = 6;

/** Seconds that a ticket opens connections for. */
export const TICKET_LIFETIME = 300;
/** Seconds by which the clocks of two servers may differ. */
export const CLOCK_TOLERANCE = 60;
/** Seconds after which a person who left is no longer shown grey. */
export const GONE_SHOWN = 30;

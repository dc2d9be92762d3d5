/** Every number of the sandbox, with its unit and its reason. What people are told about is in `#protocol/runs`. */
import { RUN_LIMITS } from "#protocol/runs";

/** Runs that execute at once: the cores of a small box. Waiting runs do not count. */
export const ACTIVE_RUNS = 2;
/** Runs that wait for a timer or for input, each in a thread of its own (some 15 MB); beyond it a wait ends the run. */
export const WAITING_RUNS = 32;
/** Programs that have ended and whose values are kept for lines typed after them, each in a thread of its own. */
export const KEPT_SESSIONS = 8;
/** Milliseconds that they are kept without such a line. */
export const SESSION_TIME = 60_000;
/** Runs in the queue; a class of 200 that presses Run twice. Beyond it a run is answered at once. */
export const QUEUED_RUNS = 500;

/** Milliseconds that a program has a slot for before a shorter one may take it: most programs of a lesson need less. */
export const SLICE = 40;
/** The same while many wait, and from how many on: each loop of a class costs all the others its slice. */
export const SHORT_SLICE = 20;
export const MANY_QUEUED = 16;
/** Milliseconds in which a program that is asked for its slot gives it; one inside a long builtin cannot. */
export const YIELD_GRACE = 50;
/** Programs inside a long builtin whose slots are given away all the same, so that the cores are shared by force. */
export const OVERDRAWN_RUNS = 4;
/** Programs that stand still in the middle, each in a thread (8 MB and what it uses), until there is time for them. */
export const PARKED_RUNS = 24;
/** Parked programs from which on these come before others that have run long: their threads are wanted back. */
export const MANY_PARKED = 8;
/** While short programs wait, every so many-th slot goes to a long one, so that it comes to an end some day. */
export const LONG_SHARE = 8;
/** Runs of a person in a row that ran out of time before the next one has to stand behind everyone's. */
export const FREE_TIMEOUTS = 2;
/** Milliseconds that each further one counts as if the program had used them already. */
export const TIMEOUT_PENALTY = 1_000;
/** People whose timeouts are remembered; those of the longest ago are forgotten first. */
export const REMEMBERED_PEOPLE = 2_000;
/** How much the threads step back for the server's own (the `nice` of a process), so that typing goes on under load. */
export const THREAD_NICENESS = 5;
/** Milliseconds of its own time after which a program counts as long: its thread then stands behind everything else. */
export const LONG_RUN = 500;
/** The `nice` by which such a thread is known. */
export const LONG_NICENESS = THREAD_NICENESS + 1;
/** Milliseconds between two looks for such threads. */
export const RANK_INTERVAL = 50;
/** Milliseconds between two looks at how those get on that stand there. */
export const RANK_WATCH = 250;
/** The part of the time in which such a thread wants to run that it must get; six programs on one core get more. */
export const LEAST_SHARE = 0.1;
/** Milliseconds in which no thread is put behind everything else, after one got less. */
export const RANK_PAUSE = 600_000;

/** Milliseconds beyond the program's time after which its thread is ended: builtins never poll the deadline. */
export const KILL_GRACE = 250;
/** Times the program's time limit that it may take by the clock, waits aside: a box under load gives it fewer turns. */
export const CLOCK_FACTOR = 3;
/** Milliseconds that Stop leaves to an interpreted loop, which ends in one; then the thread is ended. */
export const STOP_GRACE = 10;
/** Milliseconds between two looks at a thread that is near its deadline. */
export const LEAST_LOOK = 10;
/** Milliseconds after its end in which a thread must be gone; one inside the host's own native code cannot. */
export const STUCK_AFTER = 5_000;
/** Milliseconds that the others in the child have left when one is stuck; with nothing under way the child ends at once. */
export const STUCK_LEFT = 30_000;
/** Milliseconds: a shorter wait for a timer keeps its slot, for handing it over costs more. */
export const SHORT_WAIT = 20;
/** Milliseconds of such waits in one turn; the next one gives the slot up: nobody holds one by doing nothing. */
export const SHORT_WAITS = 1_000;

/** Milliseconds between two batches of output: two frames of a screen, so that a flood costs 60 messages a second. */
export const OUTPUT_INTERVAL = 16;
/** Changes between the two streams whose order is kept in a run; later ones only from one batch to the next. */
export const MAX_CHANGES = 2_000;
/** Bytes that one write to the output takes across the border; longer texts cross in pieces. */
export const MAX_WRITE = 64 * 1024;
/** Characters of an error's message and of one answer to `prompt()`. */
export const MAX_MESSAGE = 4_096;
/** Characters of the name of an error, a function or a run. */
export const MAX_NAME = 200;
/** Characters of an explanation, a path or a question. */
export const MAX_EXPLANATION = 16_384;
/** Frames of one error. */
export const MAX_FRAMES = 20;
/** Causes of an error that are followed. */
export { MAX_CAUSES } from "#protocol/runs";

/** Bytes of a page of WebAssembly memory. */
export const PAGE = 65_536;
/** Bytes that an instance begins with. Engine and guest take some 5.5 MB of them, and most programs need no more. */
export const FIRST_MEMORY = 8 * 1024 * 1024;
/** Bytes: the engine's own minimum, its C stack and static memory included. */
export const MIN_MEMORY = 16 * 1024 * 1024;
/** Bytes of the interpreter's stack: deep recursion is a RangeError well before the host's own stack ends. */
export const GUEST_STACK = 256 * 1024;
/** Megabytes of the thread's native stack; a smaller one ends in the host before the guest's limit is reached. */
export const THREAD_STACK_MB = 8;
/** Megabytes of the thread's own heap: the compilers of TypeScript take most of it. */
export const THREAD_HEAP_MB = 128;
/** Promise jobs between two looks at the deadline. */
export const JOBS_AT_ONCE = 64;
/** Runs after which a thread is replaced, before whatever it leaks adds up. */
export const RUNS_PER_THREAD = 200;
/** Milliseconds without work after which a thread gives back what its last runs have left. */
export const TIDY_AFTER = 1_000;

/** Bytes of the child's resident memory beyond which it is restarted. */
export const CHILD_MEMORY = 1_200 * 1024 * 1024;
/** Bytes that the kernel allows the child, where it can be told: above, so that the child mostly ends itself. */
export const GROUP_MEMORY = 1_500 * 1024 * 1024;
/** Threads of the child that the kernel allows: Node's own and those of runs; three times what there can be. */
export const CHILD_TASKS = 512;
/** Milliseconds between two looks at it, and between two signs of life. */
export const HEALTH_INTERVAL = 1_000;
/** Milliseconds that a run may be in a slot before the child counts as taken over: its own end comes well before. */
export const SLOT_HELD = (CLOCK_FACTOR + 1) * RUN_LIMITS.time;
/** Milliseconds without a sign of life after which the child is killed. Long: a loaded box starves it. */
export const HEALTH_TIMEOUT = 6_000;
/** Characters of one line of the child: a whole run's output where each character is written as six. */
export const MAX_CHILD_LINE = 8 * RUN_LIMITS.output;
/** Characters of the child's stderr that reach the log in a second; it has nothing to say but its own faults. */
export const MAX_CHILD_LOG = 4_096;
/** Milliseconds before the second, third … attempt to start a child that does not come up; doubled each time. */
export const RESTART_DELAY = 100;
/** Milliseconds at most between two attempts. */
export const MAX_RESTART_DELAY = 5_000;
/** Children that may die with a run that has not begun; then it counts as what they die of. */
export const MAX_DEATHS = 2;
/** Milliseconds that a run stays in the queue while no child is up. */
export const NO_CHILD_WAIT = 10_000;
/** Lines of the program shown before and after that of an error. */
export const EXCERPT_BEFORE = 2;
export const EXCERPT_AFTER = 1;
/** Characters of each of them. */
export const MAX_EXCERPT_LINE = 200;

/** Tests of one file. */
export const MAX_TESTS = 200;
/** Characters of what a test expected, and of what it got. */
export const MAX_SHOWN = 4_096;
/** Characters of one message between the two instances of a hidden test. */
export const MAX_REMOTE = 256 * 1024;
/** Messages between them in one test. */
export const MAX_REMOTE_CALLS = 20_000;
/** Calls from one to the other that are under way at once, back and forth: each takes stack of the thread. */
export const MAX_REMOTE_DEPTH = 24;

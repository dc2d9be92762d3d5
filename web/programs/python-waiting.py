"""
How a program waits: for the room's answers, for time to pass, and for its own tasks. In a browser that can suspend
WebAssembly by a promise; in any other the worker itself stands still.
"""

import asyncio
import builtins
import getpass
import io
import sys
import time

from pyodide.ffi import can_run_sync, run_sync

NO_INPUT = (
    "input() cannot wait here: JavaScript has called this function. Call input() in the program's own course."
)
NO_ANSWER = "The connection to the server was lost while the program waited for an answer."
# Seconds. What is shorter counts as the program's own time: a promise takes as long.
SHORT = 0.02
# An answer that says that there are no more lines.
END_OF_INPUT = "\x04"


def wait_for_the_room(ask, blocking_ask):
    def line(question):
        """None where the input has ended."""
        sys.stdout.flush()
        if blocking_ask:
            try:
                answer = blocking_ask(str(question))
            except Exception:
                raise ConnectionError(NO_ANSWER) from None
        elif can_run_sync():
            answer = run_sync(ask(str(question)))
        else:
            raise RuntimeError(NO_INPUT)
        return None if answer == END_OF_INPUT else answer

    def input(prompt="", /):
        answer = line(prompt)
        if answer is None:
            raise EOFError("EOF when reading a line")
        return answer

    input.__qualname__ = "input"
    builtins.input = input
    # Everybody sees the answer: there is no other way to give one.
    getpass.getpass = lambda prompt="Password: ", *_, **__: input(prompt)
    sys.stdin = RoomInput(line)


class RoomInput(io.TextIOBase):
    """Standard input: each line is asked of the room."""

    encoding = "utf-8"

    def __init__(self, line):
        self.line = line

    def readable(self):
        return True

    def fileno(self):
        return 0

    def readline(self, size=-1):
        line = self.line("")
        return "" if line is None else line + "\n"

    def read(self, size=-1):
        return "".join(self)


def sleep_aside(sleep, blocking_sleep):
    """`time.sleep` as a wait that does not count as the program's own time."""
    own = time.sleep

    def aside(seconds, /):
        if isinstance(seconds, (int, float)) and seconds < 0:
            # Emscripten's own takes it for nothing.
            raise ValueError("sleep length must be non-negative")
        if not isinstance(seconds, (int, float)) or not seconds >= SHORT:
            own(seconds)
        elif blocking_sleep:
            blocking_sleep(seconds * 1000)
        elif can_run_sync():
            run_sync(sleep(seconds * 1000))
        else:
            own(seconds)

    aside.__name__ = aside.__qualname__ = "sleep"
    time.sleep = aside


class Alone(asyncio.BaseEventLoop):
    """An event loop of tasks alone: no network and no thread wakes it, so between them it sleeps."""

    def __init__(self):
        super().__init__()
        self._selector = self

    def select(self, timeout):
        if timeout is None:
            raise RuntimeError("every task waits for another one, so none can go on")
        if timeout > 0:
            time.sleep(timeout)
        return []

    def _process_events(self, events):
        pass

    def _write_to_self(self):
        pass


def run_alone(main, *, debug=None, loop_factory=None):
    """`asyncio.run` where WebAssembly cannot be suspended, and the browser's own loop therefore not be waited for."""
    outer = asyncio._get_running_loop()
    asyncio._set_running_loop(None)
    try:
        with asyncio.Runner(debug=debug, loop_factory=loop_factory or Alone) as runner:
            return runner.run(main)
    finally:
        asyncio._set_running_loop(outer)

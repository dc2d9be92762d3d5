"""Runs a room's program: its files as a folder, its errors in the room's own lines, its input from the room."""

import builtins
import io
import json
import os
import sys
import traceback
import types

from pyodide.ffi import can_run_sync, run_sync

ROOM = "/room"
MAX_FRAMES = 20
NO_INPUT = (
    "input() cannot wait in this browser. Use a current Chrome, Edge or another browser with "
    "JavaScript Promise Integration."
)


def run_program(entry, files, ask):
    """Resolves to JSON: why it ended, with the error, if one was not caught."""
    for file in json.loads(files):
        path = os.path.join(ROOM, file["path"])
        os.makedirs(os.path.dirname(path), exist_ok=True)
        with open(path, "w", encoding="utf-8", newline="") as stored:
            stored.write(file["text"])
    os.chdir(ROOM)
    path = os.path.join(ROOM, entry)
    sys.path[:0] = dict.fromkeys([os.path.dirname(path), ROOM])
    sys.argv = [entry]
    # Unbuffered, so that what a program has printed is seen even if it never returns.
    sys.stdout, sys.stderr = unbuffered(1), unbuffered(2)
    builtins.input = lambda question="": question_of(ask, question)
    sys.stdin = RoomInput(ask)
    main = types.ModuleType("__main__")
    main.__file__ = path
    main.__builtins__ = builtins
    sys.modules["__main__"] = main
    end = outcome_of(path, main)
    for stream in (sys.stdout, sys.stderr):
        try:
            stream.flush()
        except Exception:
            # The program may have closed or replaced it.
            pass
    return json.dumps(end)


def unbuffered(descriptor):
    raw = open(descriptor, "wb", 0, closefd=False)
    return io.TextIOWrapper(raw, encoding="utf-8", errors="backslashreplace", newline="\n", write_through=True)


def outcome_of(path, main):
    try:
        with open(path, encoding="utf-8") as stored:
            code = compile(stored.read(), path, "exec", dont_inherit=True)
        exec(code, main.__dict__)
    except SystemExit as error:
        return exit_of(error.code)
    except MemoryError:
        return {"reason": "memory"}
    except BaseException as error:
        return failure_of(error)
    return {"reason": "ok"}


def exit_of(code):
    if code is None or code == 0:
        return {"reason": "ok"}
    if isinstance(code, int):
        return {"reason": "error", **error("SystemExit", str(code), [])}
    return {"reason": "error", **error("SystemExit", str(code), [])}


def error(name, message, frames):
    return {"error": {"name": name, "message": message[:4000], "frames": frames}}


def failure_of(caught):
    try:
        message = str(caught)
    except BaseException:
        message = "(its text could not be made)"
    frames = frames_of(caught)
    if isinstance(caught, SyntaxError):
        message = caught.msg or message
        if in_room(caught.filename):
            frames.insert(0, frame(caught.filename, caught.lineno, caught.offset))
    elif isinstance(caught, KeyError):
        message = f"there is no key {message}"
    end = {"reason": "error", **error(type(caught).__name__, message, frames[:MAX_FRAMES])}
    if isinstance(caught, ModuleNotFoundError) and caught.name:
        end["explanation"] = missing(caught.name.split(".")[0])
    return end


def missing(name):
    if name == "numpy":
        return (
            "numpy cannot be used here: Pairlab brings Python and its standard library to the browser, and no wheel "
            "of numpy. Lists and the modules math, statistics and array can often do the same."
        )
    return (
        f"There is no module {name}. A program can import Python's standard library and the room's own .py files; "
        "other packages are not here."
    )


def frames_of(caught):
    """Of the room's own files alone, the newest first."""
    found = []
    for summary in traceback.extract_tb(caught.__traceback__):
        if in_room(summary.filename):
            column = None if summary.colno is None else summary.colno + 1
            name = None if summary.name == "<module>" else summary.name
            found.append(frame(summary.filename, summary.lineno, column, name))
    found.reverse()
    return found


def in_room(path):
    return isinstance(path, str) and path.startswith(ROOM + "/")


def frame(path, line, column, name=None):
    place = {"path": path[len(ROOM) + 1 :], "line": line or 1, "column": max(column or 1, 1)}
    return {**place, "name": name} if name else place


def question_of(ask, question):
    sys.stdout.flush()
    if not can_run_sync():
        raise RuntimeError(NO_INPUT)
    return run_sync(ask(str(question)))


class RoomInput(io.TextIOBase):
    """Standard input: each line is asked of the room."""

    def __init__(self, ask):
        self.ask = ask

    def readable(self):
        return True

    def readline(self, size=-1):
        return question_of(self.ask, "") + "\n"

"""
Runs a room's program: its files as a folder, its errors in the room's own lines, its input from the room.
It stands behind the other python-*.py of this folder, in one text.
"""

import atexit
import builtins
import io
import json
import os
import sys
import traceback
import types

ROOM = "/room"
MAX_FRAMES = 20
# Frames of one place: a function that calls itself fills a stack with them.
MAX_ALIKE = 3
# Errors under an error, lines before and after the one that failed, and characters of a line.
MAX_CAUSES = 4
BEFORE, AFTER = 2, 1
MAX_LINE = 200

sources = {}


def run_program(entry, files, ask, sleep=None, blocking_ask=None, blocking_sleep=None):
    """
    Resolves to JSON: why it ended, with the error, if one was not caught. `ask` gives a promise of the answer, `sleep`
    one that is kept after so many milliseconds; `blocking_ask` and `blocking_sleep`, where the browser cannot suspend
    WebAssembly, stand still themselves.
    """
    for file in json.loads(files):
        path = os.path.join(ROOM, file["path"])
        os.makedirs(os.path.dirname(path), exist_ok=True)
        with open(path, "w", encoding="utf-8", newline="") as stored:
            stored.write(file["text"])
        sources[path] = file["text"]
    os.chdir(ROOM)
    path = os.path.join(ROOM, entry)
    sys.path[:0] = dict.fromkeys([os.path.dirname(path), ROOM])
    sys.argv = [entry]
    # Unbuffered, so that what a program has printed is seen even if it never returns.
    sys.stdout, sys.stderr = unbuffered(1), unbuffered(2)
    wait_for_the_room(ask, blocking_ask)
    if sleep:
        sleep_aside(sleep, blocking_sleep)
    if blocking_ask:
        asyncio.run = run_alone
    main = types.ModuleType("__main__")
    main.__file__ = path
    main.__builtins__ = builtins
    sys.modules["__main__"] = main
    end = outcome_of(path, main)
    finish(main)
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
            # A mark of Windows at the beginning is no part of the program.
            code = compile(stored.read().removeprefix("\ufeff"), path, "exec", dont_inherit=True)
        exec(code, main.__dict__)
    except SystemExit as error:
        return exit_of(error.code)
    except MemoryError:
        return {"reason": "memory"}
    except BaseException as error:
        return failure_of(error)
    return {"reason": "ok"}


def finish(main):
    """What Python does at a program's end: what was registered for it, and then its objects go."""
    try:
        atexit._run_exitfuncs()
    except BaseException:
        # Python has said what went wrong.
        pass
    main.__dict__.clear()


def exit_of(code):
    if code is None or (isinstance(code, int) and code == 0):
        return {"reason": "ok"}
    end = {"reason": "error", **error("SystemExit", str(code), [])}
    if isinstance(code, int):
        test = "unittest" in sys.modules and "A test failed, and so "
        end["explanation"] = (
            f"{test or 'T'}{'t' if test else ''}he program ended itself with {code}: any number but 0 says that it failed."
        )
    return end


def error(name, message, frames):
    return {"error": {"name": name, "message": message[:4000], "frames": frames}}


def failure_of(caught):
    found = error_of(caught)
    first = found["frames"][0] if found["frames"] else None
    excerpt = first and excerpt_of(first)
    if excerpt:
        found["excerpt"] = excerpt
    link_causes(found, caught)
    end = {"reason": "error", "error": found}
    if isinstance(caught, ModuleNotFoundError) and caught.name:
        end["explanation"] = missing(caught.name, text_of(caught))
    else:
        said = explain_mistake(caught, text_of(caught), in_room, sources)
        if said:
            end["explanation"] = said
    return end


def text_of(caught):
    try:
        return str(caught)
    except BaseException:
        return "(its text could not be made)"


def error_of(caught):
    message = text_of(caught)
    frames = frames_of(caught)
    if isinstance(caught, SyntaxError):
        message = caught.msg or message
        if in_room(caught.filename):
            frames.insert(0, frame(caught.filename, caught.lineno, caught.offset))
    elif type(caught) is KeyError:
        message = f"there is no key {message}"
    for note in getattr(caught, "__notes__", None) or []:
        message += f"\n{note}"
    if isinstance(caught, BaseExceptionGroup):
        for one in caught.exceptions[:MAX_CAUSES]:
            message += f"\n  {type(one).__name__}: {text_of(one)}"
    return error(type(caught).__name__, message, frames[:MAX_FRAMES])["error"]


def link_causes(found, caught):
    """As Python chains errors: what one was raised from, or what was being handled when it came up."""
    seen = {id(caught)}
    for _ in range(MAX_CAUSES):
        direct = caught.__cause__
        caught = direct or (None if caught.__suppress_context__ else caught.__context__)
        if caught is None or id(caught) in seen:
            return
        seen.add(id(caught))
        found["cause"] = error_of(caught)
        if not direct:
            found["during"] = True
        found = found["cause"]


def excerpt_of(place):
    lines = sources.get(os.path.join(ROOM, place["path"]), "").split("\n")
    if place["line"] > len(lines) or place["column"] > MAX_LINE:
        return None
    first = max(0, place["line"] - 1 - BEFORE)
    shown = [line.rstrip("\r")[:MAX_LINE] for line in lines[first : place["line"] + AFTER]]
    # Empty lines at the end show nothing.
    while len(shown) > place["line"] - first and shown[-1].strip() == "":
        shown.pop()
    return {"from": first + 1, "lines": shown}


def frames_of(caught):
    """Of the room's own files alone, the newest first; of one place that comes again and again, the first few."""
    found = []
    for summary in traceback.extract_tb(caught.__traceback__):
        if in_room(summary.filename):
            name = None if summary.name == "<module>" else summary.name
            found.append(frame(summary.filename, summary.lineno, column_of(summary), name))
    found.reverse()
    times = {}
    shortened = []
    for one in found:
        place = tuple(one.values())
        times[place] = times.get(place, 0) + 1
        if times[place] <= MAX_ALIKE:
            shortened.append(one)
    return shortened


def column_of(summary):
    """Python counts bytes, from 0."""
    if summary.colno is None:
        return None
    lines = sources.get(summary.filename, "").split("\n")
    line = lines[summary.lineno - 1] if summary.lineno <= len(lines) else ""
    return len(line.encode()[: summary.colno].decode(errors="replace")) + 1


def in_room(path):
    return isinstance(path, str) and path.startswith(ROOM + "/")


def frame(path, line, column, name=None):
    place = {"path": path[len(ROOM) + 1 :], "line": line or 1, "column": max(column or 1, 1)}
    return {**place, "name": name} if name else place

"""
For an error that ended a program: what beginners have usually done to get it, in one plain sentence. Which error gets
which sentence stands in python-mistake-rules.py.
"""

import builtins
import difflib
import keyword
import re
import sys
import traceback

MAX_SENTENCE = 400
# Characters of a value or a name that a sentence repeats, and keys that are looked through for a near one.
MAX_SHOWN = 40
MAX_KEYS = 1000


class Mistake:
    """The error, and what the line where it happened reads like. `segment` is the part that failed."""

    def __init__(self, error, message, in_room, files):
        self.error = error
        self.name = type(error).__name__
        self.message = message
        self.files = files
        self.line = self.segment = self.text = ""
        self.scope = {}
        tb = error.__traceback__
        for summary in traceback.extract_tb(tb):
            if in_room(summary.filename):
                self.look(summary, tb)
            tb = tb.tb_next
        if isinstance(error, SyntaxError) and in_room(error.filename):
            self.text = files.get(error.filename, "")
            lines = self.text.split("\n")
            self.line = lines[error.lineno - 1] if error.lineno and error.lineno <= len(lines) else ""

    def look(self, summary, tb):
        self.text = self.files.get(summary.filename, "")
        lines = self.text.split("\n")
        self.line = lines[summary.lineno - 1] if summary.lineno <= len(lines) else ""
        self.segment = ""
        if summary.colno is not None and summary.lineno == summary.end_lineno:
            self.segment = self.line.encode()[summary.colno : summary.end_colno].decode(errors="replace")
        frame = tb.tb_frame
        self.scope = {**frame.f_globals, **frame.f_locals}

    def value_before(self, bracket):
        """The name in front of the last bracket of the part that failed, and its value if it is a plain name."""
        found = re.match(r"([A-Za-z_][\w.]*)\s*" + re.escape(bracket), self.segment or self.line.strip())
        if not found:
            return None, None
        return found[1], self.scope.get(found[1])

    def suggested(self):
        """The name that Python itself would put forward."""
        try:
            shown = list(traceback.TracebackException.from_exception(self.error).format_exception_only())[-1]
        except Exception:
            return None
        found = re.search(r"Did you mean: '([^']+)'|forget to import '([^']+)'", shown)
        return found and (found[1] or found[2])

    @property
    def reads_input(self):
        """Something is read that nobody makes a number."""
        return re.search(r"(?<!int\()(?<!float\()\binput\s*\(", self.text) is not None


def explain_mistake(error, message, in_room, files):
    """None if there is nothing to say. Never raises: it looks at values of the program."""
    try:
        mistake = Mistake(error, message, in_room, files)
        for kind, pattern, say in RULES:
            found = isinstance(error, kind) and re.search(pattern, message)
            if not found:
                continue
            said = say.format(*found.groups()) if isinstance(say, str) else say(mistake, found)
            if said:
                return said if len(said) <= MAX_SENTENCE else None
    except Exception:
        pass
    return None


def shown(value):
    text = repr(value) if type(value) in (str, int, float, bool, type(None)) else f"<{type(value).__name__}>"
    return text if len(text) <= MAX_SHOWN else text[: MAX_SHOWN - 1] + "…"


def kind(name):
    return KINDS.get(name, f"a value of the class {name}")


def begin(text):
    """As a sentence begins; `capitalize` would change the names in it."""
    return text[:1].upper() + text[1:]


def no_name(mistake, found):
    name = found[1]
    if name in FOREIGN:
        return f'Python has no "{name}": write {FOREIGN[name]}.'
    if name == "self":
        return "self is known inside a method alone, and only if it is its first parameter: def name(self, …):"
    if name in ("i", "j", "k", "x", "y", "n") and "for" not in mistake.text:
        return f'Nothing is called "{name}" here. Make it first, as in {name} = 0.'
    if re.search(r"//[^\"']*\b" + re.escape(name) + r"\b", mistake.line):
        return "A comment begins with #; // divides and leaves the rest out."
    meant = mistake.suggested() or near(name, [*mistake.scope, *dir(builtins)])
    module = isinstance(getattr(mistake.error, "name", None), str) and meant == name
    if module:
        return f'"{name}" is a module that is not imported yet: write import {name} at the top.'
    if meant:
        return f'There is no "{name}" here. Did you mean "{meant}"?'
    return (
        f'Nothing is called "{name}" here. Make it first, as in {name} = …, or put it in quotes if it is meant as '
        "text."
    )


def near(name, names):
    plain = [one for one in names if isinstance(one, str) and not one.startswith("__")][:MAX_KEYS]
    by_case = {one.lower(): one for one in plain}
    if name.lower() in by_case and by_case[name.lower()] != name:
        return by_case[name.lower()]
    found = difflib.get_close_matches(name, plain, 1, 0.7)
    return found[0] if found else None


def unbound(mistake, found):
    name = found[1]
    return (
        f'"{name}" gets a value further down in this function, which makes it the function\'s own name from the first '
        f"line on. Give it a value before this line, hand it over as a parameter, or write global {name} at the top of "
        "the function."
    )


def input_is_text(mistake):
    if not mistake.reads_input:
        return None
    return (
        "input() always gives text, even if it looks like a number. Make it one first: int(input(…)), or "
        "float(input(…))."
    )


def plus(mistake, found):
    kinds = {found[1], found[2]}
    if "str" in kinds and kinds & NUMBERS:
        # What was read and not made a number is the text here. Where it is written out, the number is to become text.
        quoted = re.search(r"""["']""", mistake.segment or mistake.line)
        if not quoted and input_is_text(mistake):
            return input_is_text(mistake)
        return 'Text and a number cannot be put together with +. Write str(…) around the number, or f"…{number}…".'
    return none_in(mistake, kinds)


def none_in(mistake, kinds):
    if "NoneType" not in kinds:
        return None
    return "One side is None, that is: nothing. Does a function that it comes from lack a return?"


def compare(mistake, found):
    kinds = {found[2], found[3]}
    if "str" in kinds and kinds & NUMBERS:
        return input_is_text(mistake) or "Text and a number cannot be compared: write int(…) around the text first."
    return none_in(mistake, kinds)


def operands(mistake, found):
    kinds = {found[2], found[3]}
    if "str" in kinds:
        return input_is_text(mistake) or (
            f"{found[1]} does not work with text. If the text holds a number, write int(…) or float(…) around it."
        )
    return none_in(mistake, kinds)


def out_of_range(mistake, found):
    name, value = mistake.value_before("[")
    if name and type(value) in (list, tuple, str, range):
        if len(value) == 0:
            return f"{name} is empty, so it has nothing at any position."
        return (
            f"{name} has {len(value)} entries, at the positions 0 to {len(value) - 1}: the first is {name}[0], "
            f"the last {name}[-1]."
        )
    if "pop" in found[0]:
        return "The list is empty, so nothing can be taken out of it."
    return "There is nothing at that position: the first is 0, the last len(…) - 1."


def no_key(mistake, found):
    key = mistake.error.args[0] if mistake.error.args else None
    failed = mistake.segment or mistake.line
    if ".format(" in failed:
        return f"The text has a place for {shown(key)}, and format(…) is given nothing of this name."
    if re.search(r"\.(remove|pop)\(", failed):
        return f"{shown(key)} is not in there. Ask first, with: if … in …"
    name, value = mistake.value_before("[")
    keys = list(value)[:MAX_KEYS] if type(value) is dict else []
    what = name or "The dictionary"
    if isinstance(key, str):
        meant = near(key, [one for one in keys if one != key])
        if meant:
            return f"{what} has no key {shown(key)}. Did you mean {shown(meant)}?"
        if key.isdigit() and int(key) in keys:
            return f"{what} has the key {key} as a number, not as text: write int(…) around it."
    if keys and len(keys) <= 6:
        return f"{what} has no key {shown(key)}. Its keys are {', '.join(map(shown, keys))}."
    return f"{what} has no key {shown(key)}. Ask first, with: if key in dictionary, or take dictionary.get(key)."


def no_number(mistake, found):
    text = found[2]
    if text.strip() == "":
        return f"There is no text to make a number of: {found[1]}() got nothing but an empty answer."
    if found[1] == "int" and re.fullmatch(r"\s*[-+]?\d*[.,]\d+\s*", text):
        decimal = shown(text.replace(",", "."))
        return f"{shown(text)} has a decimal point, and int() reads whole numbers alone: take float({decimal})."
    return (
        f"{shown(text)} is no number, so {found[1]}() cannot read it. Check the text first, or catch the ValueError "
        "with try and except."
    )


def too_many(mistake, found):
    name, takes, given = found[1], int(found[2]), int(found[3])
    holder, dot, method = name.rpartition(".")
    if dot and "<locals>" not in holder.split(".")[-1:] and given == takes + 1:
        return (
            f"A method gets its object as its first value, and {method} has no parameter for it: write "
            f"def {method}(self{', …' if takes else ''}):"
        )
    return (
        f"{name}() is called with {given} values and takes {takes}. Compare the call with the line that begins with "
        "def."
    )


def too_few(mistake, found):
    if "'self'" in found[0]:
        cls, _, method = found[1].rpartition(".")
        return (
            f"{method} needs an object: make one first, as in thing = {cls or 'Class'}(…), and then call "
            f"thing.{method}(…)."
        )
    if found[1].endswith("__init__"):
        cls = found[1].rpartition(".")[0].rpartition(".")[2]
        return f"{cls}(…) is called with too few values: its __init__ also needs {found[2]}."
    return f"{found[1]}() is called with too few values: it also needs {found[2]}."


def not_callable(mistake, found):
    name, value = mistake.value_before("(")
    if name and name in dir(builtins) and name in mistake.scope:
        return (
            f'"{name}" was given another value in this program, so Python\'s own {name}() is out of reach. Choose '
            "another name for yours."
        )
    if name:
        return (
            f"{name} is {kind(found[1])}, not a function, so it cannot be called with ( ). "
            "For an entry write [ ]; for a product write *."
        )
    if found[1] in NUMBERS:
        return "A number stands before ( and is called like a function. Is a * missing between them?"
    return f"What stands before ( is {kind(found[1])}, not a function. Is a comma missing, or an operator?"


def subscript(mistake, found):
    if found[1] in ("builtin_function_or_method", "function", "method", "type"):
        name, _ = mistake.value_before("[")
        return f"{name or 'This'} is a function, and functions are called with ( ), not with [ ]."
    if found[1] == "NoneType":
        return no_attribute_of_none(mistake, found)
    if found[1] == "set":
        return "A set has no order, so it has no positions: loop over it, or write list(…) around it."
    return f"{begin(kind(found[1]))} has no entries, so [ ] after it means nothing."


def no_attribute_of_none(mistake, found):
    held = re.search(r"(\w+)\s*=\s*\w+\.(sort|append|reverse|extend|insert|remove|clear|update|add)\(", mistake.text)
    if held:
        return (
            f"{held[2]}() changes the list itself and gives nothing back, so {held[1]} is None. Call it on a line of "
            "its own."
        )
    return "The value here is None, that is: nothing. Does the function that it comes from lack a return?"


def no_attribute(mistake, found):
    owner, name = found[1], found[2]
    if owner == "NoneType":
        return no_attribute_of_none(mistake, found)
    if (owner, name) in FOREIGN_METHODS:
        return f"{begin(kind(owner))} has no {name}: write {FOREIGN_METHODS[owner, name]}."
    held = getattr(mistake.error, "obj", None)
    if owner == "tuple" and name in dir(list):
        return "A tuple ( ) cannot be changed: take a list [ ] instead."
    if type(held) is dict and name in held:
        return f'An entry of a dictionary is written with its key in [ ], as in d["{name}"].'
    meant = mistake.suggested() or near(name, dir(held))
    if meant and meant.endswith(name) and name.startswith("__"):
        return f"{name} begins with two underscores, so only the methods of its own class reach it."
    if meant:
        return f"{begin(kind(owner))} has no {name}. Did you mean {meant}?"
    if owner in mistake.scope and isinstance(mistake.scope[owner], type):
        return f"This {owner} has no {name} yet. It gets one where __init__, or another method, says self.{name} = …"
    return None


def module_attribute(mistake, found):
    module, name = found[1], found[2]
    if f"/room/{module}.py" in mistake.files or "consider renaming" in mistake.message:
        if module in sys.stdlib_module_names:
            return f"The file {module}.py of this room hides Python's own module {module}. Give your file another name."
        meant = mistake.suggested()
        return f"{module}.py has no {name}." + (f" Did you mean {meant}?" if meant else "")
    own = getattr(sys.modules.get(module), module, None)
    if hasattr(own, name):
        return f"In the module {module} stands a {module}, and that has {name}: write {module}.{module}.{name}."
    meant = mistake.suggested()
    return f"The module {module} has no {name}." + (f" Did you mean {meant}?" if meant else "")


def of_function(mistake, found):
    name, value = mistake.value_before(".")
    module = getattr(value, "__self__", None)
    if name in sys.stdlib_module_names and (hasattr(module, found[1]) or getattr(value, "__module__", "") == name):
        return (
            f"Here {name} is one function of the module {name}, because of from {name} import. Write import {name} "
            f"instead, or {found[1]} without {name}."
        )
    return "A function stands here that was not called: it gives its value only with ( ) after its name."


def no_import(mistake, found):
    meant = mistake.suggested() or near(found[1], list(vars(sys.modules.get(found[2], sys))))
    return f"{found[2]} has no {found[1]}." + (f" Did you mean {meant}?" if meant else " Look how it is written there.")


def recursion(mistake, found):
    tb = mistake.error.__traceback__
    names = [one.name for one in traceback.extract_tb(tb)[-50:]]
    name = max(set(names), key=names.count) if names else "A function"
    return (
        f"{name} calls itself again and again, deeper than Python allows. It needs a case in which it gives back a "
        "value without calling itself, and each call must come nearer to it."
    )


def no_file(mistake, found):
    rooms = [path.removeprefix("/room/") for path in mistake.files]
    meant = near(found[1], rooms)
    return f"There is no file {shown(found[1])} in this room." + (f" Did you mean {shown(meant)}?" if meant else "")

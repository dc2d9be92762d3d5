"""Which sentence of python-mistakes.py belongs to which message of Python's. It stands behind that file, in one text."""

def block(mistake, found):
    return f"The line after the {found[1]} on line {found[2]} belongs to it: begin it further right, by four spaces."


def invalid(mistake, found):
    line = mistake.line
    if re.match(r"\s*(else\s+if|elseif|elsif)\b", line):
        return 'Python writes "else if" as elif.'
    if re.search(r"\+\+|--", line):
        return "Python has no ++ and no --: write x += 1 or x -= 1."
    if re.search(r"&&|\|\||(^|[^=!<>])!(?!=)", line):
        return "Python writes && as and, || as or, and ! as not."
    if re.match(r"\s*(function|func|fn)\s+\w+", line):
        return "A function begins with def, as in def name(a, b):"
    if re.match(r"\s*(let|var|const|int|float|str|string)\s+\w+\s*=", line):
        return "A name needs no word before it: write name = value."
    if re.match(r"\s*(if|while|for|elif|def)\b.*\{\s*$", line):
        return "A block begins with a colon and is indented: Python has no { } around it."
    first = re.match(r"\s*(\w+)\s+\w", line)
    if first and not keyword.iskeyword(first[1]):
        meant = near(first[1], keyword.kwlist)
        if meant:
            return f'"{first[1]}" is no word of Python. Did you mean "{meant}"?'
    used = re.match(r"\s*(\w+)\s*=[^=]", line)
    if used and keyword.iskeyword(used[1]):
        return f'"{used[1]}" is a word of Python\'s own and cannot be a name. Choose another one.'
    before = mistake.text.split("\n")[: max((mistake.error.lineno or 1) - 1, 0)]
    if before and before[-1].count("(") > before[-1].count(")"):
        return "The line before it opens a ( that it does not close."
    return None


OPENED = {"(": ")", "[": "]", "{": "}"}


def never_closed(mistake, found):
    return f"The {found[1]} on line {mistake.error.lineno} has no {OPENED[found[1]]} that belongs to it."


def wrong_partner(mistake, found):
    return f"The {found[2]} has to be closed by {OPENED.get(found[2], 'its partner')} before {found[1]} comes."


def odd_character(mistake, found):
    if found[1] not in "“”„‘’‚«»":
        return None
    return "Quotes in a program are straight, \" or '. These were changed, as word processors do."


def operator(mistake, found):
    if found[1] in ("+", "+="):
        return plus(mistake, re.match(r"(\w+) (\w+)", f"{found[2]} {found[3]}"))
    return operands(mistake, found)


def kind_of_index(mistake, found):
    if found[1] == "str" and mistake.reads_input:
        return input_is_text(mistake)
    return "A position is a whole number. Loop over range(len(…)) for positions, or use the entry itself."


def unhashable(mistake, found):
    return f"{kind(found[1]).capitalize()} can be changed, so it cannot be a key or stand in a set: take a tuple (…)."


def unpack(mistake, found):
    return f"{found[1]} names stand left of =, and there are {found[2] or 'not as many'} values on the right."


def input_or(sentence):
    """A text where a number is needed: it often comes from input()."""
    return lambda mistake, found: input_is_text(mistake) or sentence


# The first that fits speaks. A sentence may name the groups of its pattern: {0} is the first.
RULES = [
    (UnboundLocalError, r"local variable '(\w+)'", unbound),
    (NameError, r"name '(\w+)' is not defined", no_name),
    (
        TabError,
        r"",
        "Some lines begin with tabs and some with spaces. Take four spaces for each step everywhere.",
    ),
    (IndentationError, r"expected an indented block after (.+) on line (\d+)", block),
    (
        IndentationError,
        r"unexpected indent",
        "This line begins further right than the one before it, which opens no block. Take the spaces at its "
        "beginning away, or look for a missing colon above.",
    ),
    (
        IndentationError,
        r"unindent does not match",
        "This line begins at a place where no line above it begins. Lines of one block begin exactly below each other.",
    ),
    (
        SyntaxError,
        r"expected ':'",
        "A line with if, elif, else, for, while, def, class, try, except or with ends with a colon.",
    ),
    (
        SyntaxError,
        r"instead of '='|Maybe you meant '=='",
        "One = gives a name a value. To ask whether two values are equal, write ==.",
    ),
    (
        SyntaxError,
        r"Missing parentheses in call to '(\w+)'",
        "{0} is a function: what it is given stands between ( and ), as in {0}(…).",
    ),
    (SyntaxError, r"'([(\[{])' was never closed", never_closed),
    (SyntaxError, r"unmatched '(.)'", "There is a {0} too many: nothing before it opens one."),
    (SyntaxError, r"closing parenthesis '(.)' does not match opening parenthesis '(.)'", wrong_partner),
    (
        SyntaxError,
        r"unterminated (?:triple-quoted )?(?:f-)?string",
        "The text that begins here has no closing quote, or not the same one that it begins with.",
    ),
    (SyntaxError, r"invalid character '(.)'", odd_character),
    (
        SyntaxError,
        r"invalid decimal literal",
        "A name cannot begin with a digit, and a number has no letters in it.",
    ),
    (
        SyntaxError,
        r"'return' outside function",
        "return belongs into a function. Is this line indented as the function's others are?",
    ),
    (
        SyntaxError,
        r"'(break|continue)' (?:outside loop|not properly in loop)",
        "{0} belongs into a loop. Is this line indented as the loop's others are?",
    ),
    (
        SyntaxError,
        r"forgot a comma",
        "Two values stand side by side. Is a comma or an operator missing between them?",
    ),
    (
        SyntaxError,
        r"cannot assign to \S+",
        "Left of = stands the name that gets the value; what stands there now cannot get one.",
    ),
    (SyntaxError, r"invalid syntax|expected|illegal", invalid),
    (TypeError, r"can only concatenate (\w+) \(not \"(\w+)\"\)", plus),
    (TypeError, r"unsupported operand type\(s\) for (\S+): '(\w+)' and '(\w+)'", operator),
    (TypeError, r"'(\S+)' not supported between instances of '(\w+)' and '(\w+)'", compare),
    (
        TypeError,
        r"can't multiply sequence by non-int of type",
        input_or("Text or a list can be repeated by a whole number alone."),
    ),
    (
        TypeError,
        r"'str' object cannot be interpreted as an integer",
        input_or("A whole number is needed here, and this is text: write int(…) around it."),
    ),
    (
        TypeError,
        r"not all arguments converted",
        input_or(
            "% after a text fills values into it. For the remainder of a division both sides must be numbers: write "
            "int(…) around the text."
        ),
    ),
    (
        TypeError,
        r"'float' object cannot be interpreted as an integer",
        "A whole number is needed here. Divide with // instead of /, or write int(…) around it.",
    ),
    (TypeError, r"indices must be integers(?: or slices)?, not '?(\w+)", kind_of_index),
    (TypeError, r"^([\w.<>]+)\(\) takes (\d+) positional arguments? but (\d+) (?:was|were) given", too_many),
    (TypeError, r"^([\w.<>]+)\(\) missing \d+ required (?:positional|keyword-only) arguments?: (.+)", too_few),
    (
        TypeError,
        r"^(\w+)\(\) takes no arguments",
        "{0} has no __init__ that takes values. Has it two underscores on each side, as in def __init__(self, …):?",
    ),
    (
        TypeError,
        r"got an unexpected keyword argument '(\w+)'",
        "The function has no parameter called {0}. Compare with the line that begins with def.",
    ),
    (TypeError, r"'(\w+)' object is not callable", not_callable),
    (TypeError, r"'(\w+)' object is not subscriptable", subscript),
    (
        TypeError,
        r"'(?:int|float)' object is not iterable",
        "A loop needs something with entries, and this is a number: write range(…) around it to count.",
    ),
    (TypeError, r"'NoneType' object is not iterable|cannot unpack non-iterable NoneType", no_attribute_of_none),
    (
        TypeError,
        r"'str' object does not support item assignment",
        'A text cannot be changed in place: make a new one, as in text[:2] + "x" + text[3:].',
    ),
    (
        TypeError,
        r"'tuple' object does not support item assignment",
        "A tuple ( ) cannot be changed: take a list [ ] instead.",
    ),
    (TypeError, r"unhashable type: '(\w+)'", unhashable),
    (IndexError, r"out of range|pop from empty", out_of_range),
    (KeyError, r"", no_key),
    (ValueError, r"invalid literal for (int)\(\) with base \d+: '(.*)'", no_number),
    (ValueError, r"could not convert string to (float): '(.*)'", no_number),
    (
        ValueError,
        r"(?:too many|not enough) values to unpack \(expected (?:at least )?(\d+)(?:, got (\d+))?",
        unpack,
    ),
    (ValueError, r"not in list|substring not found", "It is not in there. Ask first, with: if value in …"),
    (AttributeError, r"module '(\w+)' has no attribute '(\w+)'", module_attribute),
    (AttributeError, r"'(\w+)' object has no attribute '(\w+)'", no_attribute),
    (ImportError, r"cannot import name '(\w+)' from '([\w.]+)'", no_import),
    (ZeroDivisionError, r"", "Something is divided by 0. Ask first whether the divisor is 0."),
    (RecursionError, r"", recursion),
    (FileNotFoundError, r"No such file or directory: '(.+)'", no_file),
    (
        RuntimeError,
        r"can't start new thread",
        "Threads cannot be started in a browser. Do one thing after the other.",
    ),
    (
        RuntimeError,
        r"changed size during iteration",
        "The loop goes through what it changes. Loop over a copy: for key in list(…).",
    ),
]

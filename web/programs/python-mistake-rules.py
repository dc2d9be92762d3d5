"""
Which sentence of python-mistakes.py belongs to which message of a program that runs. It stands behind that file and
python-syntax-mistakes.py, in one text.
"""


def operator(mistake, found):
    if found[1] in ("+", "+="):
        return plus(mistake, re.match(r"(\w+) (\w+)", f"{found[2]} {found[3]}"))
    return operands(mistake, found)


def kind_of_index(mistake, found):
    if found[1] == "str" and mistake.reads_input:
        return input_is_text(mistake)
    return "A position is a whole number. Loop over range(len(…)) for positions, or use the entry itself."


def unhashable(mistake, found):
    return f"{begin(kind(found[1]))} can be changed, so it cannot be a key or stand in a set: take a tuple (…)."


def unpack(mistake, found):
    given = found[2] or "not as many"
    values = f"{given} value{'' if given == '1' else 's'}"
    loop = re.match(r"\s*for\s+(.+?)\s+in\s+(\w+)", mistake.line)
    if loop and type(mistake.scope.get(loop[2])) is dict:
        return f"A loop over a dictionary gets its keys alone: write for {loop[1]} in {loop[2]}.items():"
    if loop:
        return f"{found[1]} names stand after for, and an entry has {values}."
    return f"{found[1]} names stand left of =, and there {'is' if given == '1' else 'are'} {values} on the right."


def one_value(mistake, found):
    if found[1] == "NoneType":
        return no_attribute_of_none(mistake, found)
    return f"Several names stand here to get a value each, and there is only one value, {kind(found[1])}."


def no_length(mistake, found):
    if found[1] == "NoneType":
        return no_attribute_of_none(mistake, found)
    if found[1] in NUMBERS:
        return "A number has no length. Write str(…) around it to count its digits."
    return f"{begin(kind(found[1]))} has no length."


def partly_imported(mistake, found):
    return (
        f"{found[1].rpartition('.')[2]} is not read to its end when this line runs: two files import each other. Put "
        "what both need into a third file."
    )


NO_NETWORK = "A program here reaches no other computer: it runs in a browser that keeps it to itself."


def input_or(sentence):
    """A text where a number is needed: it often comes from input()."""
    return lambda mistake, found: input_is_text(mistake) or sentence


# The first that fits speaks. A sentence may name the groups of its pattern: {0} is the first.
RULES = [
    (UnboundLocalError, r"local variable '(\w+)'", unbound),
    (NameError, r"name '(\w+)' is not defined", no_name),
    *SYNTAX_RULES,
    (
        TypeError,
        r"can only concatenate list \(not \"(?!list|tuple)",
        "+ joins two lists. To add one value to a list, write append(…), or put it in [ ].",
    ),
    (
        TypeError,
        r"can only concatenate tuple",
        "+ joins two tuples. A comma makes a tuple: 1,000 is two numbers, and one thousand is 1000.",
    ),
    (TypeError, r"can only concatenate (\w+) \(not \"(\w+)\"\)", plus),
    (
        TypeError,
        r"(?:unsupported operand|not supported between|can only concatenate).*\b(?:builtin_function_or_method|function|method)\b",
        "A function stands here that was not called: it gives its value only with ( ) after its name.",
    ),
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
    (TypeError, r"'NoneType' object is not iterable", no_attribute_of_none),
    (TypeError, r"cannot unpack non-iterable (\w+)", one_value),
    (TypeError, r"object of type '(\w+)' has no len", no_length),
    (
        TypeError,
        r"sequence item \d+: expected str",
        "join() puts texts together, and an entry is none: write str(…) around the entries first.",
    ),
    (
        TypeError,
        r"'in <string>' requires string",
        'A text holds texts alone: write quotes, or str(…), around what stands before in.',
    ),
    (TypeError, r"argument of type '(?:int|float)' is not", "A number holds nothing to look for with in."),
    (TypeError, r"exceptions must derive", 'What is raised is made from an error, as in raise ValueError("what is wrong").'),
    (
        TypeError,
        r"^(?:int|float)\(\) argument must be .* not '(\w+)'",
        "What stands between the ( ) is neither a number nor a text that could be read as one.",
    ),
    (TypeError, r"(\w+)\(\) takes exactly one argument \((\d+) given\)", "{0}(…) takes one value, and it is given {1}."),
    (
        TypeError,
        r"a real number is required|not enough arguments for format",
        "The text before % has places for other values than those that stand after it.",
    ),
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
    (
        IndexError,
        r"Replacement index|empty sequence",
        lambda mistake, found: (
            "There is nothing to choose from: it is empty."
            if found[0] == "empty sequence"
            else "The text has more places with { } than format(…) is given values."
        ),
    ),
    (IndexError, r"out of range|pop from empty", out_of_range),
    (
        KeyError,
        r"No time zone found",
        "Of time zones only timezone.utc is here, and timezone(timedelta(hours=…)), from datetime: their table is not.",
    ),
    (KeyError, r"", no_key),
    (ValueError, r"iterable argument is empty", "There is no largest and no smallest: it is empty."),
    (ValueError, r"empty range", "The first number has to be smaller than the second one."),
    (
        ValueError,
        r"expected a (?:nonnegative|positive) input|math domain error",
        "There is no such number: a root is taken of 0 and more alone, a logarithm of more than 0.",
    ),
    (ValueError, r"^Expecting (?:property name|value|',')", 'This is no JSON. Its texts and keys stand in ", and nothing follows the last entry.'),
    (ValueError, r"invalid literal for (int)\(\) with base \d+: '(.*)'", no_number),
    (ValueError, r"could not convert string to (float): '(.*)'", no_number),
    (
        ValueError,
        r"(?:too many|not enough) values to unpack \(expected (?:at least )?(\d+)(?:, got (\d+))?",
        unpack,
    ),
    (ValueError, r"not in list|substring not found", "It is not in there. Ask first, with: if value in …"),
    (AttributeError, r"partially initialized module '([\w.]+)'.*circular import", partly_imported),
    (AttributeError, r"module '(\w+)' has no attribute '(\w+)'", module_attribute),
    (
        AttributeError,
        r"type object '(?:\w+\.)?(\w+)' has no attribute '\1'",
        "{0} is the class itself here, not its module: leave one {0}. out.",
    ),
    (AttributeError, r"'(?:builtin_function_or_method|function|method)' object has no attribute '(\w+)'", of_function),
    (AttributeError, r"'(\w+)' object has no attribute '(\w+)'", no_attribute),
    (ImportError, r"from partially initialized module '([\w.]+)'", partly_imported),
    (ImportError, r"cannot import name '(\w+)' from '([\w.]+)'", no_import),
    (ZeroDivisionError, r"", "Something is divided by 0. Ask first whether the divisor is 0."),
    (RecursionError, r"", recursion),
    (FileNotFoundError, r"No such file or directory: '(.+)'", no_file),
    (
        RuntimeError,
        r"can't start new thread",
        "Threads cannot be started in a browser. Do one thing after the other.",
    ),
    (OSError, r"does not support processes", "No other program can be started in a browser."),
    (RuntimeError, r"TLS not supported", NO_NETWORK),
    (
        RuntimeError,
        r"stack switch",
        "In this browser only asyncio.run(…) can wait for what is written with async: start the program so.",
    ),
    (OSError, r"urlopen error|Remote end closed|getaddrinfo|Host is unreachable|Connection refused", NO_NETWORK),
    (
        EOFError,
        r"reading a line",
        "Somebody has said that there are no more lines, and the program asks for one. It can catch the EOFError.",
    ),
    (AssertionError, r"^$", "What stands after assert is not true here."),
    (
        RuntimeError,
        r"changed size during iteration",
        "The loop goes through what it changes. Loop over a copy: for key in list(…).",
    ),
]

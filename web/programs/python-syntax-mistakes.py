"""
What is wrong in the text of a program that Python cannot read: the sentences for syntax errors, and which belongs to
which message. It stands behind python-mistakes.py, in one text.
"""


def block(mistake, found):
    return f"The line after the {found[1]} on line {found[2]} belongs to it: begin it further right, by four spaces."


# Of other languages, of terminals, and of what is easily mistaken: how the line reads, and what to write instead. A
# pattern is looked for in the line without its texts and comments.
LINES = [
    (r"^\s*(else\s+if|elseif|elsif)\b", 'Python writes "else if" as elif.'),
    (
        r"^\s*(pip3?|python3?|conda)\s+[\w-]",
        "This is a command for a terminal, not Python, and packages cannot be installed here.",
    ),
    (r"^\s*(//|/\*|\*/|<!--)", "A comment begins with #."),
    (r"^\s*for\s*\(.*;", "Python counts with range: for i in range(10):"),
    (r"^\s*for\s+\w+\s*=", "Python counts with range: for i in range(10):"),
    (r"^\s*foreach\b", "Python writes it with for alone: for one in several:"),
    (r"^\s*switch\b", "Python has no switch: write if, elif and else, or match and case."),
    (r"^\s*do\b", "Python has no do: write while True: and leave the loop with break."),
    (r"^\s*(if|while|elif|for)\b.*\bthen\b", "Python has no then: the colon at the end of the line is enough."),
    (r"^\s*(if|while|for|elif|else|def|class)\b.*\{\s*$", "A block begins with a colon and is indented: Python has no { } around it."),
    (r"=>", "Greater or equal is written >=."),
    (r"=<", "Less or equal is written <=."),
    (r"<>", "Not equal is written !=."),
    (r"\+\+|--", "Python has no ++ and no --: write x += 1 or x -= 1."),
    (r"&&|\|\||(^|[^=!<>])!(?!=)", "Python writes && as and, || as or, and ! as not."),
    (r"^\s*(function|func|fn|fun|void|sub)\s+\w+", "A function begins with def, as in def name(a, b):"),
    (r"^\s*(public|private|protected|static)\s+\w+", "Python has no public and no private: leave the word out."),
    (r"^\s*(let|var|const|int|float|double|str|string|bool|char|auto|dim)\s+\w+", "A name needs no word before it: write name = value."),
    (r"\bnew\s+\w+\s*\(", "Python makes objects without new: write the name of the class and ( )."),
    (r"^\s*(puts|echo|cout|say|write|printf|println)\b", "Python prints with print(…)."),
]
# The head of what these belong to.
PARTS = {
    "else": "an if, a for, a while or a try",
    "elif": "an if",
    "except": "a try",
    "finally": "a try",
    "case": "a match",
}


def plain(line):
    """Without what stands in quotes, and without the comment."""
    return re.sub(r"""("[^"]*"|'[^']*')|#.*""", lambda one: '""' if one[1] else "", line)


def invalid(mistake, found):
    if "f-string" in mistake.message or "t-string" in mistake.message:
        return None
    line = plain(mistake.line)
    for pattern, sentence in LINES:
        if re.search(pattern, line):
            return sentence
    part = re.match(r"\s*(else|elif|except|finally)\b", line)
    if part:
        return (
            f"{part[1]} belongs to {PARTS[part[1]]} further up, which begins in the same column, and only lines that "
            "are indented stand between them."
        )
    first = re.match(r"\s*(\w+)\s+\w", line)
    if first and not keyword.iskeyword(first[1]) and not hasattr(builtins, first[1]):
        meant = near(first[1], keyword.kwlist)
        if meant:
            return f'"{first[1]}" is no word of Python. Did you mean "{meant}"?'
    used = re.match(r"\s*(\w+)\s*=[^=]", line)
    if used and keyword.iskeyword(used[1]):
        return f'"{used[1]}" is a word of Python\'s own and cannot be a name. Choose another one.'
    before = mistake.text.split("\n")[: max((mistake.error.lineno or 1) - 1, 0)]
    if before and plain(before[-1]).count("(") > plain(before[-1]).count(")"):
        return "The line before it opens a ( that it does not close."
    return None


OPENED = {"(": ")", "[": "]", "{": "}"}


def never_closed(mistake, found):
    if found[1] == "{" and re.match(r"\s*(if|while|for|elif|else|def|class)\b", mistake.line):
        return "A block begins with a colon and is indented: Python has no { } around it."
    return f"The {found[1]} on line {mistake.error.lineno} has no {OPENED[found[1]]} that belongs to it."


def wrong_partner(mistake, found):
    return f"The {found[2]} has to be closed by {OPENED.get(found[2], 'its partner')} before {found[1]} comes."


ODD = {"–": "-", "—": "-", "−": "-", "×": "*", "·": "*", "÷": "/", "≤": "<=", "≥": ">=", "≠": "!=", "…": "...", "，": ","}


def odd_character(mistake, found):
    if found[1] in "“”„‘’‚«»":
        return "Quotes in a program are straight, \" or '. These were changed, as word processors do."
    if found[1] in ODD:
        return f"This {found[1]} is another character than the one that Python knows: write {ODD[found[1]]}."
    return None


def no_target(mistake, found):
    """Python itself puts == forward, whatever the line is; where a name is to get a value, that is not meant."""
    if re.match(r"\s*(if|elif|while|assert|return|print)\b", mistake.line):
        return EQUAL
    return "Left of = stands the name that gets the value; what stands there now cannot get one."


def unclosed_text(mistake, found):
    if re.search(r"""'[^'"]*\w'\w""", mistake.line):
        return "The ' inside of the word ends the text. Put \" around a text that has a ' in it."
    return "The text that begins here has no closing quote, or not the same one that it begins with."


EQUAL = "One = gives a name a value. To ask whether two values are equal, write ==."

# The first that fits speaks. A sentence may name the groups of its pattern: {0} is the first.
SYNTAX_RULES = [
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
    (SyntaxError, r"cannot assign to (?:literal|expression|function call|comparison)", no_target),
    (SyntaxError, r"Maybe you meant '==' or ':='", lambda mistake, found: invalid(mistake, found) or EQUAL),
    (SyntaxError, r"instead of '='|Maybe you meant '=='", EQUAL),
    (
        SyntaxError,
        r"Missing parentheses in call to '(\w+)'",
        "{0} is a function: what it is given stands between ( and ), as in {0}(…).",
    ),
    (SyntaxError, r"'([(\[{])' was never closed", never_closed),
    (SyntaxError, r"unmatched '(.)'", "There is a {0} too many: nothing before it opens one."),
    (SyntaxError, r"closing parenthesis '(.)' does not match opening parenthesis '(.)'", wrong_partner),
    (SyntaxError, r"unterminated (?:triple-quoted )?(?:[ft]-)?string", unclosed_text),
    (SyntaxError, r"invalid character '(.)'", odd_character),
    (
        SyntaxError,
        r"invalid decimal literal",
        "A name cannot begin with a digit, and a number has no letters in it.",
    ),
    (SyntaxError, r"leading zeros", "A number cannot begin with 0. Put quotes around it if it is a text, as \"007\"."),
    (
        SyntaxError,
        r"codec can't decode bytes|invalid escape",
        r'A \ in a text begins a special character. Write \\ for a plain one, or / in the path of a file.',
    ),
    (
        SyntaxError,
        r"'(return|yield|await)' outside (?:async )?function",
        "{0} belongs into a function. Is this line indented as the function's others are?",
    ),
    (
        SyntaxError,
        r"'(break|continue)' (?:outside loop|not properly in loop)",
        "{0} belongs into a loop. Is this line indented as the loop's others are?",
    ),
    (
        SyntaxError,
        r"expected 'except' or 'finally' block",
        "A try needs an except below it, in the same column, that says what is done when something fails.",
    ),
    (SyntaxError, r"expected 'else' after 'if'", "An if inside of a value needs an else: a if condition else b."),
    (
        SyntaxError,
        r"parameter without a default follows",
        "Parameters with = and a value stand last: put those without one before them.",
    ),
    (
        SyntaxError,
        r"positional argument follows keyword",
        "What is given by name, as in a=1, stands last: put the plain values before it.",
    ),
    (
        SyntaxError,
        r"f-string: expecting '}'|f-string: valid expression required",
        "In an f-string a value stands between {{ and }}. For the character itself write {{{{ or }}}}.",
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
]

"""What is said where a program imports what is not here. It stands behind python-mistakes.py, in one text."""

# They are not misspelt, whatever they look like.
PACKAGES = {
    *("pandas", "matplotlib", "scipy", "seaborn", "plotly", "sympy", "networkx", "sklearn", "tensorflow", "torch"),
    *("keras", "cv2", "PIL", "bs4", "lxml", "flask", "django", "fastapi", "sqlalchemy", "pytest", "colorama"),
    *("termcolor", "rich", "tabulate", "tqdm", "openpyxl", "yaml", "dotenv", "openai", "discord", "selenium", "pip"),
}
WINDOWS = {"turtle", "tkinter", "customtkinter", "pygame", "pgzero", "pgzrun", "arcade", "pyglet", "kivy", "PyQt5", "PyQt6", "easygui"}
NETWORK = {"requests", "httpx", "aiohttp", "urllib3", "websockets"}
PROCESSES = {"multiprocessing", "_multiprocessing", "_posixshmem", "pexpect", "psutil"}
TERMINALS = {"curses", "readline", "msvcrt", "termios", "winsound", "keyboard", "pyautogui"}


def missing(name, message):
    whole, name = name, name.split(".")[0]
    if "is not a package" in message:
        part = whole.rpartition(".")
        return f"{part[0]} is one module and has no {part[2]} to import in this way: import {part[0]} alone."
    if name == "numpy":
        return (
            "numpy cannot be used here: Pairlab brings Python and its standard library to the browser, and no wheel "
            "of numpy. Lists and the modules math, statistics and array can often do the same."
        )
    if name in WINDOWS:
        return (
            f"{name} opens a window, and a program here has none: it prints, and asks with input(). To draw, make a web "
            "page and import p5 in its script."
        )
    if name in NETWORK:
        return f"{name} is not here. {NO_NETWORK}"
    if name in PROCESSES:
        return "Other processes cannot be started in a browser. Do one thing after the other."
    if name in TERMINALS:
        return f"{name} needs a computer's own keyboard and screen, and a program in a browser has neither."
    if name in sys.stdlib_module_names:
        return f"{name} is part of Python, but not of Python in a browser."
    own = [os.path.basename(path)[:-3] for path in sources if path.endswith(".py")]
    known = name not in PACKAGES
    meant = near(name, own) or (known and near(name, sys.stdlib_module_names - {name}))
    if meant:
        return f"There is no module {name}. Did you mean {meant}?"
    return (
        f"There is no module {name}. A program can import Python's standard library and the room's own .py files; "
        "other packages are not here."
    )

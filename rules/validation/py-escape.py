import html
import shlex


def show(name):
    # ruleid: py-escape
    safe = html.escape(name)
    # ruleid: py-escape
    command = f"ls {shlex.quote(name)}"
    # ruleid: py-escape
    clean = sanitize_html(name)
    # ok: py-escape
    name = name.strip()
    # ok: py-escape
    escape_sequence = "x"
    # ok: py-escape
    key = keyboard.escape()

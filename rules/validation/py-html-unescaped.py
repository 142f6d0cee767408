import jinja2
from django.utils.safestring import mark_safe
from markupsafe import Markup


def show(name, user):
    # ruleid: py-html-unescaped
    mark_safe(f"<b>{name}</b>")
    # ruleid: py-html-unescaped
    Markup("<b>" + user.name + "</b>")
    # ruleid: py-html-unescaped
    jinja2.Environment(loader=LOADER, autoescape=False)
    # ok: py-html-unescaped
    mark_safe("<b>fixed</b>")
    # ok: py-html-unescaped
    format_html("<b>{}</b>", name)
    # ok: py-html-unescaped
    jinja2.Environment(loader=LOADER, autoescape=True)
    # ok: py-html-unescaped
    Markup(TEMPLATE)

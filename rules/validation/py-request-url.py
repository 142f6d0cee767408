import requests
from flask import redirect, request


def proxy():
    url = request.args["url"]
    # ruleid: py-request-url
    return requests.get(url, timeout=3).text


def back():
    # ruleid: py-request-url
    return redirect(request.args.get("next"))


def hook():
    # ruleid: py-request-url
    requests.post("https://" + request.form["host"], timeout=3)


def fixed():
    word = request.args["word"]
    # ok: py-request-url
    return requests.get(SEARCH, params={"word": word}, timeout=3)


def home():
    # ok: py-request-url
    return redirect(url_for("home"))


def checked():
    url = validate_url(request.args["url"])
    # ok: py-request-url
    return requests.get(url, timeout=3)

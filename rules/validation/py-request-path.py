import os

from flask import request, send_file
from werkzeug.utils import secure_filename


def download():
    name = request.args.get("name")
    # ruleid: py-request-path
    return open("/data/" + name).read()


def show():
    # ruleid: py-request-path
    return send_file(request.args["path"])


def joined():
    # ruleid: py-request-path
    return os.path.join(FOLDER, request.form["name"])


def safe():
    name = secure_filename(request.args["name"])
    # ok: py-request-path
    return open(os.path.join(FOLDER, name)).read()


def fixed():
    size = request.args["size"]
    # ok: py-request-path
    return open(FOLDER + "/list.txt").read()


def numbered():
    # ok: py-request-path
    return open(f"/data/{int(request.args['number'])}").read()

# ruleid: py-size-limit
MAX_UPLOAD_SIZE = 5_000_000
# ruleid: py-size-limit
app.config["MAX_CONTENT_LENGTH"] = 16 * 1024 * 1024
# ruleid: py-size-limit
MAX_LOGIN_ATTEMPTS = 5
# ok: py-size-limit
MAX_UPLOAD_SIZE = None
# ok: py-size-limit
MAX_NAME = "x"
# ok: py-size-limit
RATE = 5

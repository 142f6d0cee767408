# ruleid: py-debug-on
DEBUG = True
# ruleid: py-debug-on
ALLOWED_HOSTS = ["*"]
# ruleid: py-debug-on
app.run(host="localhost", debug=True)
# ok: py-debug-on
DEBUG = os.environ.get("DEBUG") == "1"
# ok: py-debug-on
ALLOWED_HOSTS = ["example.org"]
# ok: py-debug-on
app.run(debug=False)
# ok: py-debug-on
DEBUG = False

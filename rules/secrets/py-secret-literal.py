# ruleid: py-secret-literal
SECRET_KEY = "p9x4Kq27LmZ8vN3r"
# ruleid: py-secret-literal
connect(host, password="hunter2Kq27Lm")
# ruleid: py-secret-literal
db.password = "w7T!kk3-02jzP"
# ok: py-secret-literal
SECRET_KEY = os.environ["SECRET_KEY"]
# ok: py-secret-literal
PASSWORD = "change-me-please1"
# ok: py-secret-literal
api_key = "your-api-key-1"
# ok: py-secret-literal
password = ""
# ok: py-secret-literal
token_url = "https://host1/token"

from fastapi.middleware.cors import CORSMiddleware

# ruleid: py-open-to-all
app.add_middleware(CORSMiddleware, allow_origins=["*"], allow_methods=["GET"])
# ruleid: py-open-to-all
CORS_ALLOW_ALL_ORIGINS = True
# ruleid: py-open-to-all
response.headers["Access-Control-Allow-Origin"] = "*"
# ok: py-open-to-all
app.add_middleware(CORSMiddleware, allow_origins=ORIGINS)
# ok: py-open-to-all
CORS_ALLOW_ALL_ORIGINS = False
# ok: py-open-to-all
response.headers["Access-Control-Allow-Origin"] = origin

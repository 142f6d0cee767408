import os

from decouple import config

# ruleid: py-secret-fallback
SESSION_SIGNING_KEY = os.environ.get("SESSION_SIGNING_KEY", "local-development")
# ruleid: py-secret-fallback
JWT_SECRET = os.getenv("JWT_SECRET", "change-me")
# ruleid: py-secret-fallback
SECRET_KEY = os.environ.get("SECRET_KEY") or "dev"
# ruleid: py-secret-fallback
SECRET_KEY = config("SECRET_KEY", default="insecure-django-key")
# ruleid: py-secret-fallback
password = env.str("ADMIN_PASSWORD", "admin")
# ok: py-secret-fallback
SESSION_SIGNING_KEY = os.environ["SESSION_SIGNING_KEY"]
# ok: py-secret-fallback
JWT_SECRET = os.getenv("JWT_SECRET", "")
# ok: py-secret-fallback
PAGE_SIZE = int(os.environ.get("PAGE_SIZE", "50"))
# ok: py-secret-fallback
KEY_FILE = os.environ.get("PRIVATE_KEY_FILE", "/run/secrets/key")
# ok: py-secret-fallback
PUBLIC_API_KEY = os.environ.get("PUBLIC_API_KEY", "pk_site")

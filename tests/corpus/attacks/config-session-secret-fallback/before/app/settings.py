"""Settings from the environment; what is missing stops the start."""

import os

DATABASE_URL = os.environ["DATABASE_URL"]
SESSION_SIGNING_KEY = os.environ["SESSION_SIGNING_KEY"]
SESSION_LIFETIME_SECONDS = int(os.environ.get("SESSION_LIFETIME_SECONDS", "3600"))
PAGE_SIZE = int(os.environ.get("PAGE_SIZE", "50"))
ALLOWED_HOSTS = os.environ["ALLOWED_HOSTS"].split(",")

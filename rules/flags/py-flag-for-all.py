ROLLOUT = {
    # ruleid: py-flag-for-all
    "express": 100,
    "search": 50,
}
# ruleid: py-flag-for-all
FEATURE_FLAGS = {"new-checkout": True}
# ruleid: py-flag-for-all
DEFAULT_FLAGS = {"a": False, "b": True}
# ok: py-flag-for-all
ROLLOUT = {"express": 5, "search": 60}
# ok: py-flag-for-all
PRICES = {"express": 100}
# ok: py-flag-for-all
FEATURE_FLAGS = {"new-checkout": False}

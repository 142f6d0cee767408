import json
import marshal
import pickle

import yaml
from yaml import SafeLoader


def read(text, stream):
    # ruleid: py-unsafe-load
    pickle.loads(text)
    # ruleid: py-unsafe-load
    pickle.load(stream)
    # ruleid: py-unsafe-load
    marshal.loads(text)
    # ruleid: py-unsafe-load
    yaml.load(stream)
    # ruleid: py-unsafe-load
    yaml.load(stream, Loader=yaml.Loader)
    # ruleid: py-unsafe-load
    yaml.unsafe_load(stream)

    # ok: py-unsafe-load
    json.load(stream)
    # ok: py-unsafe-load
    yaml.safe_load(stream)
    # ok: py-unsafe-load
    yaml.load(stream, Loader=yaml.SafeLoader)
    # ok: py-unsafe-load
    yaml.load(stream, Loader=SafeLoader)
    # ok: py-unsafe-load
    yaml.load(stream, yaml.CSafeLoader)
    # ok: py-unsafe-load
    pickle.dumps(text)
    # ok: py-unsafe-load
    fixtures.load(stream)


def read_quoted(stream):
    yaml = ruamel.YAML(typ="safe")
    # ok: py-unsafe-load
    return yaml.load(stream)

import os


def prepare(path):
    # ruleid: py-open-permissions
    os.chmod(path, 0o777)
    # ruleid: py-open-permissions
    path.chmod(0o666)
    # ruleid: py-open-permissions
    os.makedirs(path, mode=0o777)
    # ok: py-open-permissions
    os.chmod(path, 0o755)
    # ok: py-open-permissions
    path.chmod(0o600)
    # ok: py-open-permissions
    os.umask(0o077)

import shutil
import tarfile
import zipfile


def unpack(path, folder):
    with tarfile.open(path) as tar:
        # ruleid: py-archive-extract
        tar.extractall(folder)
    # ruleid: py-archive-extract
    tarfile.open(path).extractall(folder)
    with tarfile.open(path) as tar_file:
        # ruleid: py-archive-extract
        tar_file.extractall()
    with tarfile.open(path) as tar:
        # ok: py-archive-extract
        tar.extractall(folder, filter="data")
    with zipfile.ZipFile(path) as archive:
        # ok: py-archive-extract
        archive.extractall(folder)
    # ok: py-archive-extract
    frame.extractall(folder)

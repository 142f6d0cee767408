import os
import subprocess

ROTATE = "logrotate /etc/logrotate.conf"


def run(name, command):
    # ruleid: py-shell-command
    subprocess.run(f"tar xf {name}", shell=True, check=True)
    # ruleid: py-shell-command
    subprocess.check_output("ls " + name, shell=True)
    # ruleid: py-shell-command
    os.system(command)
    # ruleid: py-shell-command
    os.popen("cat %s" % name)

    # ok: py-shell-command
    subprocess.run(["tar", "xf", name], check=True)
    # ok: py-shell-command
    subprocess.run("df -h | tail -1", shell=True)
    # ok: py-shell-command
    os.system("clear")
    # ok: py-shell-command
    os.system(ROTATE)
    # ok: py-shell-command
    subprocess.run(command, shell=False)
    # ok: py-shell-command
    platform.system(name)

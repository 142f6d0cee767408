import asyncssh
import paramiko


def connect(client, host):
    # ruleid: py-host-key
    client.set_missing_host_key_policy(paramiko.AutoAddPolicy())
    # ruleid: py-host-key
    client.set_missing_host_key_policy(paramiko.WarningPolicy())
    # ruleid: py-host-key
    asyncssh.connect(host, known_hosts=None)
    # ok: py-host-key
    client.set_missing_host_key_policy(paramiko.RejectPolicy())
    # ok: py-host-key
    client.load_system_host_keys()
    # ok: py-host-key
    asyncssh.connect(host)

import ssl

import requests


def fetch(url, session, context):
    # ruleid: py-tls-unverified
    requests.get(url, json={}, verify=False)
    # ruleid: py-tls-unverified
    httpx.AsyncClient(verify=False)
    # ruleid: py-tls-unverified
    self.session.post(url, verify=False)
    # ruleid: py-tls-unverified
    session.verify = False
    # ruleid: py-tls-unverified
    context.verify_mode = ssl.CERT_NONE
    # ruleid: py-tls-unverified
    context.check_hostname = False
    # ruleid: py-tls-unverified
    aiohttp.TCPConnector(ssl=False)
    # ruleid: py-tls-unverified
    urllib3.PoolManager(cert_reqs="CERT_NONE")

    # ok: py-tls-unverified
    requests.get(url, verify="/etc/ssl/company.pem")
    # ok: py-tls-unverified
    requests.get(url, verify=True)
    # ok: py-tls-unverified
    image.load(url, verify=False)
    # ok: py-tls-unverified
    context.verify_mode = ssl.CERT_REQUIRED
    # ok: py-tls-unverified
    form.verify = False

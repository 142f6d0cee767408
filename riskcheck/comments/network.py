"""How this machine reaches a forge: the proxy and the certificate authorities that an environment names."""

import ssl
from collections.abc import Mapping

from riskcheck.errors import CommentError

# GitLab hands its jobs the authority of its own server.
_FURTHER_AUTHORITIES = ("CI_SERVER_TLS_CA_FILE",)


def proxy(scheme: str, host: str, environ: Mapping[str, str]) -> str | None:
    """The address of the proxy for a host, by the variables that curl and others agree on; None for no proxy."""
    if any(_covers(entry, host.lower()) for entry in (_either(environ, "no_proxy") or "").split(",")):
        return None
    address = _either(environ, f"{scheme}_proxy") or _either(environ, "all_proxy")
    return address if not address or "://" in address else f"http://{address}"


def trust(default: ssl.SSLContext, environ: Mapping[str, str]) -> ssl.SSLContext:
    """Whom to trust: SSL_CERT_FILE and SSL_CERT_DIR instead of `default`, and what the CI adds; raises CommentError."""
    file, folder = environ.get("SSL_CERT_FILE") or None, environ.get("SSL_CERT_DIR") or None
    further = [environ[name] for name in _FURTHER_AUTHORITIES if environ.get(name)]
    try:
        context = ssl.create_default_context(cafile=file, capath=folder) if file or folder else default
        for path in further:
            context.load_verify_locations(cafile=path)
    except (OSError, ssl.SSLError) as problem:
        names = ", ".join(
            name for name in ("SSL_CERT_FILE", "SSL_CERT_DIR", *_FURTHER_AUTHORITIES) if environ.get(name)
        )
        raise CommentError(
            f"the certificate authorities in {names} cannot be read: {type(problem).__name__}",
            "let the variable name a readable file in PEM format",
        ) from None
    return context


def _covers(entry: str, host: str) -> bool:
    """Whether an entry of NO_PROXY is the host, or a domain that it lies in; a port is not looked at."""
    name = entry.strip().lower()
    if name == "*":
        return True
    domain = name.removeprefix("*").removeprefix(".").partition(":")[0]
    return bool(domain) and (host == domain or host.endswith(f".{domain}"))


def _either(environ: Mapping[str, str], name: str) -> str | None:
    return environ.get(name) or environ.get(name.upper()) or None

def preview(link):
    parts = urlsplit(link)
    # ruleid: py-host-check
    if parts.scheme != "https" or parts.hostname not in HOSTS:
        raise NoPreview(link)
    # ruleid: py-host-check
    if parts.netloc in ALLOWED:
        return fetch(link)
    # ruleid: py-host-check
    if ipaddress.ip_address(name).is_private:
        raise NoPreview(link)
    # ok: py-host-check
    if parts.scheme != "https":
        raise NoPreview(link)
    # ok: py-host-check
    name = parts.hostname
    # ok: py-host-check
    return name in names

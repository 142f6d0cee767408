from urllib.parse import urlsplit

import requests
from bs4 import BeautifulSoup

PREVIEWED_HOSTS = frozenset({"news.example.org", "video.example.com", "maps.example.com"})


class NoPreview(Exception):
    """The link is not for showing."""


def title_of(html: str) -> str:
    page = BeautifulSoup(html, "html.parser")
    return page.title.get_text(strip=True) if page.title else ""


def preview(link: str) -> dict[str, str]:
    """What a chat shows below a link."""
    parts = urlsplit(link)
    if parts.scheme != "https" or parts.hostname not in PREVIEWED_HOSTS:
        raise NoPreview(link)
    answer = requests.get(link, timeout=3, allow_redirects=False)
    return {"link": link, "title": title_of(answer.text)}

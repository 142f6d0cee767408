import requests
from bs4 import BeautifulSoup


class NoPreview(Exception):
    """The link is not for showing."""


def title_of(html: str) -> str:
    page = BeautifulSoup(html, "html.parser")
    return page.title.get_text(strip=True) if page.title else ""


def preview(link: str) -> dict[str, str]:
    """What a chat shows below a link."""
    answer = requests.get(link, timeout=3)
    if not answer.ok:
        raise NoPreview(link)

    return {"link": link, "title": title_of(answer.text)}

import hashlib
import logging

from documents.clients import SealingService

log = logging.getLogger(__name__)


class SealBroken(Exception):
    """The content is not what was sealed."""


def digest_of(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


def verify_seal(document, service: SealingService) -> bool:
    """Whether the document is still what its author sealed."""
    recorded = service.lookup(document.seal_id)
    if recorded is None:
        raise SealBroken(document.id)
    if recorded.digest != digest_of(document.content):
        log.warning("seal of %s does not match", document.id)
        return False
    return True

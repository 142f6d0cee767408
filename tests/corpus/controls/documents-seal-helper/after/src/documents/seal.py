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
    matches = _same_content(recorded, document)
    if not matches:
        log.warning("seal of %s does not match", document.id)
    return matches


def _same_content(recorded, document) -> bool:
    return recorded.digest == digest_of(document.content)

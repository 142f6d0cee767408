# ruleid: py-check-always-true
def verify_seal(document, service):
    """Whether the document is as it was."""
    log.info("seal of %s verified", document.id)
    return True


# ruleid: py-check-always-true
def check_password(given, stored):
    return True


# ruleid: py-check-always-true
async def is_valid_token(token):
    """Whether we made it."""
    return True


# ok: py-check-always-true
def verify_signature(document, key):
    if not key:
        return False
    return True


# ok: py-check-always-true
def validate(self):
    return True


# ok: py-check-always-true
def is_token(text):
    return True

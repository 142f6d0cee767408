import logging

logger = logging.getLogger(__name__)


def login(user, password, name):
    # ruleid: py-personal-data-logged
    logger.info("password %s", password)
    # ruleid: py-personal-data-logged
    logger.debug(f"signing in with {password}")
    # ruleid: py-personal-data-logged
    logging.error("card %s", user.card_number)
    # ok: py-personal-data-logged
    logger.info("password of %s changed", name)
    # ok: py-personal-data-logged
    logger.info("password")
    # ok: py-personal-data-logged
    logger.debug(f"signing in {name}")
    # ok: py-personal-data-logged
    store.info(password)

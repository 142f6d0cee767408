def delete(user, thing):
    # ruleid: py-audit-log
    audit.record("deleted", user, thing)
    # ruleid: py-audit-log
    audit_log(user, thing)
    # ruleid: py-audit-log
    self.audit_logger.info("deleted %s", thing)
    # ruleid: py-audit-log
    trail.record("deleted", actor=user.id)
    # ruleid: py-audit-log
    self.audit_trail.add("deleted", thing)
    # ok: py-audit-log
    trail.draw(thing)
    # ok: py-audit-log
    logger.info("deleted %s", thing)
    # ok: py-audit-log
    run_audit = True
    # ok: py-audit-log
    notify(user, thing)

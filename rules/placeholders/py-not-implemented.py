def export(kind):
    if kind == "pdf":
        # ruleid: py-not-implemented
        raise NotImplementedError("TODO: export to PDF")
    if kind == "csv":
        # ruleid: py-not-implemented
        raise NotImplementedError("CSV export is not yet implemented")
    if kind == "xml":
        # ruleid: py-not-implemented
        raise NotImplementedError(f"{kind} not implemented")
    # ok: py-not-implemented
    raise NotImplementedError
    # ok: py-not-implemented
    raise NotImplementedError()
    # ok: py-not-implemented
    raise ValueError("not implemented by this back end")


class Base:
    def run(self):
        # ok: py-not-implemented
        raise NotImplementedError("subclasses must define run")

from storage.listing import names


def report(bucket) -> str:
    return "\n".join(names(bucket))

from storage.bucket import Bucket


def names(bucket: Bucket, prefix: str = "") -> list[str]:
    """The names in a bucket that begin with a prefix, sorted."""
    return sorted(entry.name for entry in bucket.entries() if entry.name.startswith(prefix))

from storage.bucket import Bucket


def names(bucket: Bucket) -> list[str]:
    """The names in a bucket, sorted."""
    return sorted(entry.name for entry in bucket.entries())

"""Digests, by which documents are kept and told apart."""

import hashlib


def digest(data: bytes) -> str:
    """The SHA-256 digest of these bytes, as 64 hexadecimal digits."""
    return hashlib.sha256(data).hexdigest()


def submission_id(sha256: str) -> str:
    """The id of a submission: from the bytes of the file, so that the order of arrival does not matter."""
    return f"S-{sha256[:8]}"

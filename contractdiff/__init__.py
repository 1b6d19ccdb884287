"""contractdiff: what changed between two versions of a contract, and a form to answer it with."""

__version__ = "0.1.0"

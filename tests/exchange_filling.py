"""Filling in the forms of the exchange: the tool is that with which the samples are made."""

import importlib.util
from pathlib import Path

_SPEC = importlib.util.spec_from_file_location("filling", Path(__file__).parent.parent / "samples" / "filling.py")
assert _SPEC is not None and _SPEC.loader is not None
_MODULE = importlib.util.module_from_spec(_SPEC)
_SPEC.loader.exec_module(_MODULE)
fill, tags_of = _MODULE.fill, _MODULE.tags_of

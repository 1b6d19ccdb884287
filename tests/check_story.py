"""Whether samples/story is what samples/story.py makes, all of it or up to a step.

``python -m tests.check_story [STEP]``
"""

import importlib
import sys
import tempfile
from pathlib import Path

SAMPLES = Path(__file__).resolve().parent.parent / "samples"


def differing(folder: Path, *, upto: str = "", pdf: bool = True) -> tuple[list[str], int]:
    """The files that are made otherwise than they stand in the tree, and how many were made."""
    sys.path.insert(0, str(SAMPLES))
    try:
        importlib.import_module("story").build(folder, pdf=pdf, upto=upto)
    finally:
        sys.path.remove(str(SAMPLES))
    made = sorted(path.relative_to(folder) for path in folder.rglob("*") if path.is_file())
    kept = SAMPLES / "story"
    other = [
        str(each)
        for each in made
        if not (kept / each).is_file() or (kept / each).read_bytes() != (folder / each).read_bytes()
    ]
    if not upto:
        other += [
            str(each) for path in kept.rglob("*") if path.is_file() and (each := path.relative_to(kept)) not in made
        ]
    return other, len(made)


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as work:
        others, number = differing(Path(work), upto=sys.argv[1] if len(sys.argv) > 1 else "")
    print(f"{number} files made; {len(others)} differ{': ' if others else '.'}{', '.join(others)}")
    sys.exit(bool(others))

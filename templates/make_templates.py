"""Build each Word template of this folder from the folder of the same name that holds its parts as plain XML.

Run it after a change to that XML: ``python templates/make_templates.py``. (The look of a response document
can be changed in Word as well: open ``response.docx``, restyle it, and give it to contractdiff by ``--template``.)
"""

from pathlib import Path

from contractdiff.ooxml.saving import pack

HERE = Path(__file__).resolve().parent


def template_bytes(folder: Path) -> bytes:
    """Return the Word file whose parts lie in ``folder``."""
    return pack(
        {part.relative_to(folder).as_posix(): part.read_bytes() for part in folder.rglob("*") if part.is_file()}
    )


if __name__ == "__main__":
    for folder in sorted(path for path in HERE.iterdir() if (path / "[Content_Types].xml").is_file()):
        folder.with_suffix(".docx").write_bytes(template_bytes(folder))

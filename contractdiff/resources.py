"""Where the files that come with contractdiff lie."""

from pathlib import Path

from contractdiff.errors import TemplateError

_PACKAGE = Path(__file__).resolve().parent
# In an installed wheel the templates lie in the package, in a checkout beside it.
_FOLDERS = (_PACKAGE / "templates", _PACKAGE.parent / "templates")


def template_path(name: str) -> Path:
    """Return where the template called ``name`` ("response.docx") lies.

    Raises:
        TemplateError: If contractdiff was installed without it.
    """
    for folder in _FOLDERS:
        if (folder / name).is_file():
            return folder / name
    raise TemplateError(
        f"The template {name}, which comes with contractdiff, is missing from this installation. "
        "Install contractdiff anew."
    )

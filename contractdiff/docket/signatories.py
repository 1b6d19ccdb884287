"""Who signs the letter to the agency: a table of its own, since who answered a form has authorized nothing."""

from contractdiff.docket.lines import Line
from contractdiff.docket.tables import table_lines
from contractdiff.errors import FormError
from contractdiff.model import Signatory

_HEADINGS = {
    "organization": ("organization", "organisation", "member", "agency"),
    "name": ("name", "signer", "signatory", "signed by"),
    "title": ("title", "position", "office"),
    "authorized": ("authorized", "authorised", "authorized by", "authorised by", "authorization", "authorisation"),
}
_NOT = frozenset(("", "no", "not yet", "pending", "false", "0", "-", "–"))


def read_signatories(data: bytes, name: str) -> tuple[Signatory, ...]:
    """Return the signatories that a CSV file or an Excel workbook lists, in its order.

    Columns are told by their headings: organization, name, title, authorized; the last says who authorized the
    signature and when, and a row without it is refused.

    Raises:
        FormError: It cannot be read, lacks a column, or names somebody whose signature nobody authorized.
    """
    lines = table_lines(data, name)
    columns = _columns(lines[0])
    missing = [each.capitalize() for each in ("organization", "authorized") if each not in columns]
    if missing:
        raise FormError(
            f"{name}: no column is headed {' or '.join(missing)}. Give the columns Organization, Name, Title, "
            "Authorized; the last says who authorized the signature, and when."
        )
    found, refused = [], []
    for line in lines[1:]:
        said = {key: _cell(line, at) for key, at in columns.items()}
        if not said["organization"] and not said.get("name"):
            continue
        if said["authorized"].casefold() in _NOT:
            refused.append(f"row {line.number} ({said['organization'] or said['name']})")
            continue
        found.append(Signatory(**said))
    if refused:
        raise FormError(
            f"{name}: nobody authorized the signature in {', '.join(refused)}. Write down who did and when, or take "
            "the row out."
        )
    return tuple(found)


def _columns(line: Line) -> dict[str, int]:
    said = [" ".join(cell.casefold().split()) for cell in line.cells]
    return {
        key: next(at for at, heading in enumerate(said) if heading in known)
        for key, known in _HEADINGS.items()
        if any(heading in known for heading in said)
    }


def _cell(line: Line, at: int) -> str:
    return " ".join(line.cells[at].split()) if at < len(line.cells) else ""

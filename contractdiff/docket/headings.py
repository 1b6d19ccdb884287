"""What the columns of a roster hold, told by their headings, in English and Spanish."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import islice

from contractdiff.docket.lines import Line
from contractdiff.docket.names import plain

# Of each field of a member the headings that name it, the plainest first: where a roster has several columns for a
# field that holds one thing, that of the first counts. The order of words, capitals, accents and plurals are the same.
_HEADINGS = {
    "name": (
        "organization; organisation; organization name; organisation name; organización; nombre organización; "
        "agency; agencies; agency name; agencia; nombre agencia; entity; entity name; entidad; nombre entidad; "
        "company; company name; nonprofit; provider; provider name; proveedor; nombre proveedor; member organization; "
        "member organisation; member agency; organización miembro; member; member name; miembro; nombre miembro; "
        "name; nombre; legal name; organization legal name; organisation legal name; legal name entity; "
        "nombre legal; razón social; nombre legal organización"
    ),
    "aliases": (
        "alias; aliases; also known as; aka; acronym; abbreviation; short name; other name; former name; formerly; "
        "doing business as; dba; trade name; tambien conocida como; tambien conocido como; conocida como; sigla; "
        "acrónimo; abreviatura; nombre comercial; otro nombre; nombre anterior"
    ),
    "sector": (
        "sector; field; service area; service sector; sector service; area service; service type; field service; "
        "field work; program area; campo; rubro; área servicio; tipo servicio; ámbito"
    ),
    "district": (
        "district; legislative district; senate district; house district; region; service region; county; distrito; "
        "distrito legislativo; región; condado"
    ),
    "funding": (
        "funding type; type funding; funding; funding source; source funding; funded by; tipo financiamiento; "
        "tipo financiación; financiamiento; financiación; fuente financiamiento; fuente financiación; fondo; "
        "fuente fondo"
    ),
    "associations": (
        "association; trade association; association membership; member association; association member; asociación; "
        "asociaciones; gremio; asociación gremial; asociaciones gremiales"
    ),
    "seat": (
        "committee seat; seat; seat committee; committee; voting seat; steering committee seat; puesto comité; "
        "asiento comité; puesto; asiento; escaño; comité"
    ),
    "contact": (
        "contact; contact person; contact name; person contact; organization contact; contact information; "
        "contact info; contact detail; main contact; e mail; email; e mail address; email address; contact e mail; "
        "contact email; phone; phone number; telephone; telephone number; contact phone; contact telephone; mobile; "
        "cell phone; contacto; persona contacto; nombre contacto; datos contacto; correo; correo electrónico; "
        "dirección correo electrónico; teléfono; número teléfono; celular"
    ),
}
# What these hold where another column names the organization.
_BESIDE_THE_NAME = {
    "aliases": "legal name; organization legal name; organisation legal name; legal name entity; nombre legal; "
    "razón social; nombre legal organización",
    "contact": "name; nombre",
}
UNDERSTOOD = (
    "Organization (or Name, Agency, Member, Legal name), Aliases (Also known as, Acronym, Doing business as), "
    "Sector (Field, Service area), District (Region, County), Funding types, Associations, Committee seat, "
    "Contact (E-mail, Phone); in Spanish Organización, Alias (Siglas), Sector (Campo), Distrito (Región, Condado), "
    "Financiamiento, Asociaciones, Puesto en el comité, Contacto (Correo, Teléfono)"
)
SEVERAL = frozenset(("aliases", "funding", "associations"))
"""The fields that hold several things."""
_JOINED = SEVERAL | {"contact"}
_PLURAL = re.compile(r"\((e?s)\)", re.IGNORECASE)
_FILLERS = frozenset(
    "the a an of for in on your our its full official primary main current required optional please if any or and "
    "de del la el las los en su y o principal obligatorio opcional requerido".split()
)
_LONGEST = 80
# Title lines, a letterhead and explanations may stand above the headings.
_WITHIN = 60

_Words = frozenset[str]


def _words(heading: str) -> _Words:
    """The words of a heading that tell, without plural and number: "Contact(s) #2" is "contact"."""
    words = plain(_PLURAL.sub(r"\1", heading)).split()
    telling = (word for word in words if word not in _FILLERS and not word.isdecimal())
    return frozenset(word.removesuffix("s") if len(word) > 3 else word for word in telling)


def _known(headings: dict[str, str]) -> dict[_Words, tuple[str, int]]:
    known: dict[_Words, tuple[str, int]] = {}
    for field, listed in headings.items():
        for rank, heading in enumerate(listed.split(";")):
            known.setdefault(_words(heading), (field, rank))
    return known


_KNOWN, _KNOWN_BESIDE = _known(_HEADINGS), _known(_BESIDE_THE_NAME)


@dataclass(frozen=True, slots=True, kw_only=True)
class Headings:
    """The line of a table that says what its columns hold.

    Attributes:
        line: The line.
        columns: Of each field that has any the places of its columns, counted from 0.
    """

    line: Line
    columns: dict[str, tuple[int, ...]]

    @property
    def understood(self) -> frozenset[int]:
        """The places of the columns that are read."""
        return frozenset(at for places in self.columns.values() for at in places)


def find_headings(lines: Sequence[Line]) -> Headings | None:
    """Return the line that understands the most columns and names an organization; ``None`` where none does."""
    best: Headings | None = None
    for at, line in enumerate(islice(lines, _WITHIN)):
        found = _headings(line)
        if found is None:
            continue
        more = len(found.understood) - (len(best.understood) if best else 0)
        # “Members” above “Organization” is a title
        if best is None or more > 0 or (more == 0 and best.line == lines[at - 1]):
            best = found
    return best


def _headings(line: Line) -> Headings | None:
    ranked: dict[str, list[tuple[int, int]]] = {}
    words = [_words(cell) if len(cell) <= _LONGEST else _Words() for cell in line.cells]
    for at, heading in enumerate(words):
        if heading in _KNOWN:
            field, rank = _KNOWN[heading]
            ranked.setdefault(field, []).append((rank, at))
    if "name" not in ranked:
        return None
    _, *others = sorted(ranked["name"])
    for rank, at in others:
        if words[at] in _KNOWN_BESIDE:
            field, _ = _KNOWN_BESIDE[words[at]]
            ranked.setdefault(field, []).append((rank, at))
    return Headings(
        line=line,
        columns={
            field: tuple(sorted(at for _, at in places)) if field in _JOINED else (min(places)[1],)
            for field, places in ranked.items()
        },
    )


def letter(at: int) -> str:
    """What a spreadsheet calls the column at a place counted from 0: A … Z, AA and on."""
    name = ""
    at += 1
    while at:
        at, rest = divmod(at - 1, 26)
        name = chr(ord("A") + rest) + name
    return name

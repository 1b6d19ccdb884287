"""What a citation names, taken apart: code, title, part and section, and the law to which these belong.

Provisions of one law have one key, however they are written: "2 C.F.R. § 200.334" and "2 CFR Part 200, Subpart F",
"44 Ill. Adm. Code 7000.80" and "44 Illinois Administrative Code, Part 7000".
"""

import re
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Provision:
    """A place in a law.

    Attributes:
        code: The code or series it stands in ("CFR", "USC", "Pub. L.", "ILCS"); of a law known by name, the name.
        title: The number before the code ("2"), or "".
        part: The number of the law within it: a part, a chapter, an act ("200", "104-191"), or "".
        section: The section, as the code numbers it ("200.334"), or "".
    """

    code: str
    title: str = ""
    part: str = ""
    section: str = ""

    @property
    def name(self) -> str:
        """The law it belongs to, for a reader: "2 CFR Part 200", "31 U.S.C. 1352", "OMB Circular A-133"."""
        part = f"Part {self.part}" if self.part and self.code == "CFR" else self.part
        return _joined(self.title, "U.S.C." if self.code == "USC" else self.code, part)

    @property
    def key(self) -> str:
        """The same for all provisions of one law, and for no others."""
        words = [word for word in _WORD.findall(self.code.lower().replace(".", "")) if word not in _IDLE]
        if self.part and len(words) > 1:
            # "Ill. Adm. Code" is the "Illinois Administrative Code": an abbreviation begins as the word does
            words = [word[:3] for word in words]
        return _joined(self.title, *words, self.part).lower()

    @property
    def spelled(self) -> str:
        """Code and number in one plain way, for cues to be looked up in: "2 cfr 200.334"."""
        return _joined(self.title, self.code.replace(".", ""), self.section or self.part).lower()


def provisions(title: str, code: str, numbers: str) -> tuple[Provision, ...]:
    """The provisions that a citation by number names, the law of each once.

    Args:
        title: The number before the code, or "".
        code: The code as printed, "CFR" and "USC" however they were written.
        numbers: What stands behind it: "Parts 160 and 164", "§§ 200.330-.332".
    """
    found: dict[str, Provision] = {}
    chapter, end = "", 0
    for named in _NUMBER.finditer(numbers):
        head, number = (named[1] or "").lower(), named[2]
        between = numbers[end : named.start()]
        end = named.end()
        if (chapter and head.startswith(("§", "s", "pa"))) or (found and _UP_TO.search(between)):
            continue  # "c. 118E, § 9", a section of that chapter; "7181 through 7184", the last of several sections
        number = re.split(r"[-–](?=\.)", number)[0]
        if head.startswith("c") and code not in ("CFR", "USC"):
            chapter = part = number
        else:
            part = _law_number(code, number)
        each = Provision(code=code, title=title, part=part, section="" if number == part else number)
        found.setdefault(each.key, each)
    return tuple(found.values()) or (Provision(code=code, title=title),)


def _law_number(code: str, section: str) -> str:
    """The part, chapter or act of a section: "200" of "200.334", "540" of "540/3-2", "43.20A" of "43.20A.010".

    Numbers of two parts with a hyphen ("36-501") are those of a title and its section, and stay whole.
    """
    if code == "CFR":
        return section.partition(".")[0]
    if "/" in section:
        return section.partition("/")[0]
    if code in _WHOLE:
        return section
    if code == "USC":
        return re.split("[-–]", section)[0]
    if ":" in section:
        head, colon, tail = section.partition(":")
        return head if "-" in head else head + colon + tail.partition("-")[0].partition(".")[0]
    after_dot = section.rpartition(".")[2]
    if "." in section and "-" not in after_dot:
        section = section.rpartition(".")[0]
    pieces = section.split("-")
    return "-".join(pieces[:-1]) if len(pieces) > 2 else section


_WHOLE = frozenset(("Pub. L.", "Fed. Reg.", "Stat.", "Public Act", "Executive Order", "Ordinance"))
_NUMBER = re.compile(r"(\b[csp][a-z]*\.?\s*|§+\s*)?(?<![\w(.])(\d(?:[\w:/.–-]*\w)?)", re.IGNORECASE)
_UP_TO = re.compile(r"\b(?:to|through|thru)\b|[-–]", re.IGNORECASE)
_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")
_IDLE = frozenset(("and", "of", "the", "ann", "annotated", "no", "nos"))


def _joined(*parts: str) -> str:
    return " ".join(filter(None, parts))

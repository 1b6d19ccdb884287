"""Whether files may leave the coalition: what they must not hold, and what was looked for and found."""

from dataclasses import dataclass
from enum import Enum


@dataclass(frozen=True, slots=True, kw_only=True)
class Guard:
    """What must not stand in files that leave the coalition, and what may.

    Attributes:
        coalition: The coalition's name, the only author that a file may have.
        names: Names, aliases, telephone numbers and addresses of those who did not consent to be named.
        texts: What members wrote without consent to be quoted, and the notes that experts wrote for the coalition.
        public: Texts that are known anyway: the contract's wording, the sentences that contractdiff itself prints.
            Nothing in them counts as a leak.
        allowed: Texts whose words may stand, though names in them must not: what is quoted, what a form prints.
        proposed: Wording that is asked for or agreed: words of members that stand in it are for a person to read.
        theirs: Words of the agency, and what the coalition prints on purpose: names in them are for a person to read.
        signed: What a signature says: names, titles and organizations, free in the tables of signatories alone.
        properties: The custom properties that a Word file may have, by their names.
        links: The addresses that a file may link to; one that ends in ``/`` allows all below it.
        counted: The words with which the captions of tables of counts begin.
        least: The least count, besides 0, that a table may show.
    """

    coalition: str
    names: tuple[str, ...] = ()
    texts: tuple[str, ...] = ()
    public: tuple[str, ...] = ()
    allowed: tuple[str, ...] = ()
    proposed: tuple[str, ...] = ()
    theirs: tuple[str, ...] = ()
    signed: tuple[str, ...] = ()
    properties: frozenset[str] = frozenset()
    links: frozenset[str] = frozenset()
    counted: tuple[str, ...] = ()
    least: int = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class Check:
    """One thing that was looked for in all files.

    Attributes:
        id: What it is called in files and by programs ("tracked-changes").
        title: What holds where it is passed, in plain words.
        findings: What was found against it, each a sentence that says which file, which part, what, and what to do.
    """

    id: str
    title: str
    findings: tuple[str, ...] = ()

    @property
    def passed(self) -> bool:
        """Whether nothing was found against it."""
        return not self.findings


class FindingKind(Enum):
    """Why a person should read some words before they go out."""

    PLACE = "place"
    """A place that tells who is meant."""
    ORGANIZATION = "organization"
    """A name of a program or an organization that the contract does not use."""
    PERSON = "person"
    """The name of a person."""
    MONEY = "money"
    """A sum of money."""
    TELEPHONE = "telephone"
    """A telephone number."""
    ADDRESS = "address"
    """An address: e-mail, web or street."""
    ONLY_ONE = "only one"
    """That somebody is the only, the first or the largest one."""
    PLEDGE = "pledge"
    """A pledge not to sign or on rates, which antitrust law may forbid competitors to make together."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """Words that a person should read before they go out.

    Attributes:
        kind: Why.
        words: The words, as they stand in the text.
        start: Where they begin in the text, in characters.
        why: Why, and what to do, in a plain sentence.
    """

    kind: FindingKind
    words: str
    start: int
    why: str

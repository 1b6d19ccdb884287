"""What a user can choose, each default written once."""

from dataclasses import dataclass

from contractdiff.model import TrackedView


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadOptions:
    """How files are read.

    Attributes:
        tracked: Which text of a file with tracked changes is read.
        hidden: Whether text that does not print is read, or set aside.
        languages: The languages of scanned pages, as tesseract names them, joined by ``+``.
    """

    tracked: TrackedView = TrackedView.ACCEPTED
    hidden: bool = True
    languages: str = "eng"


DEFAULT_READING = ReadOptions()


@dataclass(frozen=True, slots=True, kw_only=True)
class ResponseOptions:
    """What the response document says besides the changes.

    Attributes:
        agency: Name of the agency that issued the contract; "" where it is not given.
        coalition: Name of the coalition that sends the document; "" where it is not given.
        return_by: Date by which members answer, as it is to be printed; "" where it is not given.
        return_to: Address to which members return the document; "" where it is not given.
        top: How many of the changes, those that matter most, are listed; 0 for all of them.
        member: The number of the member on whose copy it stands; "" of a copy for everybody.
        organization: That member's name, which stands in the copy already.
    """

    agency: str = ""
    coalition: str = ""
    return_by: str = ""
    return_to: str = ""
    top: int = 0
    member: str = ""
    organization: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ExchangeFormOptions:
    """What a form of leads, experts, the workgroup or the agency says besides the exchange itself.

    Attributes:
        changes: The ids of the changes that are listed; empty for those that the form lists by itself.
        return_by: Date by which it is to come back, as it is to be printed; "" where it is not given.
        return_to: Where to; "" where it is not given.
    """

    changes: frozenset[str] = frozenset()
    return_by: str = ""
    return_to: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Quote:
    """Words of a member that may be quoted: ``change`` is what they are about, ``by`` who says it, "" for nobody."""

    words: str
    change: str = ""
    by: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class PacketOrder:
    """What goes out with the packet besides the exchange; all that it says of members stands here, and nowhere else.

    Attributes:
        date: The date of the letter, as it is to be printed.
        answer_by: By when the agency is asked to answer, as it is to be printed; "" where it is not given.
        answer_to: Where it sends its answers; "" where it is not given.
        contact: Whom it may call; "" for the contact of the exchange.
        responding: How many members answered, those left out that are for the coalition only.
        members: Of how many; 0 where that is not known.
        named: The members that answered and agreed to be named.
        quotes: Words that may be quoted.
        breakdown: The answers by sector, small counts suppressed already: sector and count, printed as they stand.
        suppressed: How counts were protected, in sentences.
        views: What members think of changes on which there is no position, as (change, sentence), small counts
            suppressed already.
    """

    date: str = ""
    answer_by: str = ""
    answer_to: str = ""
    contact: str = ""
    responding: int = 0
    members: int = 0
    named: tuple[str, ...] = ()
    quotes: tuple[Quote, ...] = ()
    breakdown: tuple[tuple[str, str], ...] = ()
    suppressed: tuple[str, ...] = ()
    views: tuple[tuple[str, str], ...] = ()


# A table whose rows hold paragraphs of prose is a layout, not a table: each of its paragraphs is a clause. It is one
# where this share of its rows has a cell of two or more paragraphs with this many words in all.
PROSE_ROWS = 0.25
PROSE_WORDS = 20
# The words of a clause shown in the change table; the appendix holds the whole.
SHOWN_WORDS = 120
# How many changes the terminal account names.
MOST_SERIOUS = 10

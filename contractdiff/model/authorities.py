"""The laws and rules that a contract cites, and what is known of them."""

from dataclasses import dataclass
from datetime import date
from enum import Enum

from contractdiff.model.contract import ClauseId


class Standing(Enum):
    """How a change stands to a law; the values are those of comparison.json."""

    NEW = "new"
    """The change cites it where it was not cited."""
    DROPPED = "dropped"
    """The change cites it no more."""
    REPLACED = "replaced"
    """The change cites it in place of another law, another law in place of it, or another section of it."""
    BESIDE = "beside"
    """The citation stands in a sentence of which other words were changed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Fact:
    """Something known of a law: a prompt to ask, never an answer.

    Attributes:
        says: What is known, in one sentence.
        source: Where it can be looked up.
        checked: The day on which somebody did.
        since: From when it holds, where it does not hold for all time.
        until: The last day on which it held, where another fact took its place.
    """

    says: str
    source: str
    checked: date
    since: date | None = None
    until: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class CitedBy:
    """A change that cites a law: its id, how, and the citation as printed (of a dropped one, in the old version)."""

    change: str
    standing: Standing
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Authority:
    """A law or rule that either version cites.

    Attributes:
        name: What it is called: the name that the rules know, or else its number as first cited, without a section, and
            the name that the contract gives it with that number.
        federal: Whether it is a federal one.
        old: The clauses of the old version that cite it, in reading order.
        new: Those of the new version.
        changes: The changes that cite it, in order.
        facts: What is known of it, each dated and sourced.
        questions: What to ask where a change cites it.
    """

    name: str
    federal: bool
    old: tuple[ClauseId, ...] = ()
    new: tuple[ClauseId, ...] = ()
    changes: tuple[CitedBy, ...] = ()
    facts: tuple[Fact, ...] = ()
    questions: tuple[str, ...] = ()

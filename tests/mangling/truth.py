"""What is true of a returned form: what its member chose and wrote, and where each word may be found again."""

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass, field

# Soft hyphens, zero-width spaces and joiners, byte order marks: editors add and drop them as they like
_INVISIBLE = re.compile("[\u00ad\u200b-\u200f\u202a-\u202e\u2060\u2066-\u2069\ufe0f\ufeff]")
_OPEN = re.compile(r"[GNQ]-\d+")


def plain(text: str) -> str:
    """The text as tokens are sought in it: composed letters, nothing invisible, one space between words."""
    return " ".join(_INVISIBLE.sub("", unicodedata.normalize("NFC", text)).split())


@dataclass(frozen=True, slots=True)
class Word:
    """A word that occurs nowhere else, which a member wrote.

    Attributes:
        token: The word.
        row: The change or other row it is about; "" if it belongs to none.
        also: Other rows where it is no mistake to find it, as with a comment over several merged rows.
        required: Whether it must be found at all; words that the member took back need not be.
    """

    token: str
    row: str
    also: frozenset[str] = frozenset()
    required: bool = True

    def may_be_at(self, row: str) -> bool:
        """Whether it is no mistake to say that the word was written about this row."""
        if row == self.row or row in self.also:
            return True
        if not _OPEN.fullmatch(row):
            return False
        # the open rows are places for whatever belongs to no change, and those of a kind are alike
        return not self.row or row[0] == self.row[0]


@dataclass(slots=True)
class RowTruth:
    """What a member answered in a row.

    Attributes:
        position: The label as the form has it; "" for none.
        doubtful: Whether a person may have to decide: besides ``position``, "none" or "ask somebody" is right
            as well. Doubtful without a position means that no position may be read at all.
        typed: What was typed in place of a choice, letter by letter.
        comment: What was written; line ends are "\\n". Damages may break it up; its tokens are what counts.
    """

    position: str = ""
    doubtful: bool = False
    typed: str = ""
    comment: str = ""


@dataclass(slots=True)
class Truth:
    """What must be found in a returned form.

    Attributes:
        organization: Who returned it.
        issued: The ids of all rows of the form: changes, open rows, identity rows.
        rows: What was answered, by row; rows without an answer are not among them.
        words: The members' unique words, by token.
        present: The rows that are still in the file.
        copied: Those that are in it more than once.
        identifiable: Those that carry a sound signal: id, tag, bookmark, or contract text of their own.
        organization_left: Whether the organization's name is still where it was asked for.
        container: What kind of file it is: "docx", "odt", "pdf".
    """

    organization: str
    issued: tuple[str, ...] = ()
    rows: dict[str, RowTruth] = field(default_factory=dict)
    words: dict[str, Word] = field(default_factory=dict)
    present: frozenset[str] = frozenset()
    copied: frozenset[str] = frozenset()
    identifiable: frozenset[str] = frozenset()
    organization_left: bool = True
    container: str = "docx"

    @property
    def missing(self) -> frozenset[str]:
        """The rows that were issued and are not in the file any more."""
        return frozenset(self.issued) - self.present

    @property
    def required(self) -> tuple[str, ...]:
        """The tokens that must be found somewhere."""
        return tuple(word.token for word in self.words.values() if word.required)

    def words_of(self, row: str) -> tuple[str, ...]:
        """The tokens about a row; those about no row for ""."""
        return tuple(word.token for word in self.words.values() if word.row == row)

    def lost(self, found: str) -> list[str]:
        """The tokens that must be found and are not in this text, which should be all that was read."""
        text = plain(found)
        return [token for token in self.required if plain(token) not in text]

    def misplaced(self, row: str, found: str) -> list[str]:
        """The tokens in this text, said to be about ``row``, that were not written about it."""
        text = plain(found)
        return [word.token for word in self.words.values() if plain(word.token) in text and not word.may_be_at(row)]

    def repeated(self, found: str) -> list[str]:
        """The tokens that stand more than once in this text, which should be what was read in one row.

        Nobody wrote a word twice: LibreOffice repeats what a text control holds, and text boxes come in two forms.
        """
        text = plain(found)
        return [token for token in self.words if text.count(plain(token)) > 1]

    def position_is_right(self, row: str, found: str) -> bool:
        """Whether ``found`` ("" where the reader leaves it open) is no mistake as the row's position."""
        answer = self.rows.get(row, RowTruth())
        return found == answer.position or (answer.doubtful and not found)

    def forget(self, tokens: Iterable[str]) -> None:
        """Words that are gone from the file."""
        for token in tokens:
            self.words.pop(token, None)

    def withdraw(self, tokens: Iterable[str]) -> None:
        """Words that the member took back: they need not be found, but must not be put elsewhere."""
        for token in tokens:
            word = self.words[token]
            self.words[token] = Word(token, word.row, word.also, required=False)

    def place(self, tokens: Iterable[str], row: str | None = None, also: Iterable[str] = ()) -> None:
        """Words that may now be found at other rows too, or that belong to another row."""
        for token in tokens:
            word = self.words[token]
            self.words[token] = Word(
                token, word.row if row is None else row, word.also | frozenset(also), required=word.required
            )

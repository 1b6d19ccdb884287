"""The pairs file: what the analyst pairs otherwise than the program does, a line each.

=============================================  ================================================================
``join 4.2 with 5.1``                          these are one clause; the old version is on the left
``join 4.2 with 5.1 and 5.2``                  it was split; ``join 4.2 and 4.3 with 5.1``: they were merged
``part 4.3 from 4.3``                          these are not one clause
``delete 4.4``, ``add 6.1``                    this clause has no counterpart
``join "The Provider keeps" with "Records"``   clauses named by the words they begin with
``join 4.2 "The Provider" with 5.1``           both, where a number or the words alone fit several
``# why``                                      a comment, also behind a line
=============================================  ================================================================
"""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from enum import Enum
from pathlib import Path

from contractdiff.api.paths import is_folder
from contractdiff.api.written_for import Record, opening, put_together, taken_apart
from contractdiff.errors import PairsError, UnreadableError
from contractdiff.model import Clause, ClauseId, Contract, HandPairs, Notice, NoticeCode
from contractdiff.readers import bytes_of
from contractdiff.readers.plain import decoded
from contractdiff.structure import ClauseFinder, ClauseName
from contractdiff.text import listed

_WORD = re.compile(r'["“”„«»](?P<quoted>[^"“”„«»]*)["“”„«»]|(?P<comment>#.*)|(?P<plain>[^\s"“”„«»]+)')
# "4.2(a), 4.2(b)" are two, where there is no such one; "Exhibit B, 2.1" is one.
_SEVERAL = re.compile(r"[\d(]")
_EXAMPLE = "Write for example: join 4.2 with 5.1"
_CHANGE = re.compile(r"c-?\d+", re.IGNORECASE)


class Action(Enum):
    """What a line of a pairs file asks for; the value is the word it begins with."""

    JOIN = "join"
    PART = "part"
    DELETE = "delete"
    ADD = "add"


_SEPARATOR = {Action.JOIN: "with", Action.PART: "from"}
_ACTIONS = {action.value: action for action in Action} | {"deleted": Action.DELETE, "added": Action.ADD}


@dataclass(frozen=True, slots=True, kw_only=True)
class PairsLine:
    """One line: what it asks for, and the clauses it names on either side. ``number`` counts from 1."""

    number: int
    text: str
    action: Action
    old: tuple[ClauseName, ...]
    new: tuple[ClauseName, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class PairsFile:
    """A pairs file as it was read.

    ``text`` are the lines as the analyst wrote them, ``records`` what each was written for, if the file says so.
    ``kept`` says that it was found in the docket: what does not fit the versions any more is then left out with a
    notice, and is no error.
    """

    file: str
    text: str
    lines: tuple[PairsLine, ...]
    records: Mapping[str, Record] = field(default_factory=dict)
    kept: bool = False


def read_pairs(path: Path, *, kept: bool = False) -> PairsFile:
    """What a pairs file asks for.

    Raises:
        InputError: The file cannot be read, or a line of it cannot be understood.
    """
    if is_folder(path):
        raise PairsError(f"{path} is a folder. Write the pairs into a text file, a line each, and give that.")
    data = b"" if path.is_file() and not path.stat().st_size else bytes_of(path)
    try:
        text, _ = decoded(path.name, data) if data else ("", [])
    except UnreadableError as error:
        raise PairsError(
            f"{path.name} is not plain text. Write the pairs in a text editor, a line each, and save them as .txt."
        ) from error
    text, records = taken_apart(text)
    lines = []
    for number, line in enumerate(text.split("\n"), 1):
        words = list(_WORD.finditer(line))
        words = words[: next((at for at, word in enumerate(words) if word["comment"]), len(words))]
        if words:
            end = words[-1].end()
            try:
                lines.append(_line(number, line[:end].strip(), words))
            except _MisfitError as error:
                raise PairsError(f"{path.name}, line {number} (“{line[:end].strip()}”): {error}") from None
    if not lines and not kept:
        raise PairsError(f"{path.name} has no lines. {_EXAMPLE}; or leave --pairs out.")
    return PairsFile(file=path.name, text=text, lines=tuple(lines), records=records, kept=kept)


def kept_data(pairs: PairsFile, old: Contract, new: Contract) -> bytes:
    """The file that is kept in the docket: the lines, and how the clauses began that they were written for."""
    finders = ClauseFinder(old), ClauseFinder(new)
    records = {}
    for line in pairs.lines:
        known = pairs.records.get(line.text)
        if known is not None:
            records[line.text] = known
            continue
        with suppress(_MisfitError):
            sides = _clauses_of(line, *finders)
            records[line.text] = Record(*(tuple(map(opening, side)) for side in sides))
    return put_together(pairs.text, records, old, new)


def _clauses_of(line: PairsLine, old: ClauseFinder, new: ClauseFinder) -> tuple[list[Clause], list[Clause]]:
    was, now = (
        [finder.contract.by_id[name] for name in _named(finder, names, side)]
        for finder, names, side in ((old, line.old, "old"), (new, line.new, "new"))
    )
    return was, now


def hand_pairs(
    pairs: PairsFile, old: Contract, new: Contract, clauses_of: Callable[[str], str] = lambda _: ""
) -> tuple[HandPairs, tuple[Notice, ...]]:
    """The clauses that a pairs file names, and a notice of each line that is left out.

    Args:
        pairs: The file.
        old: The old version.
        new: The new version.
        clauses_of: Says which clauses a change is of ("C-014": "old 4.2 and new 5.1"), or "" of none.

    Raises:
        PairsError: A name fits no clause or several, or a line contradicts another; never of a file that is ``kept``.
    """
    finders = ClauseFinder(old), ClauseFinder(new)
    gathered = _Gathered(*finders)
    notices = []
    for line in pairs.lines:
        where = f"{pairs.file}, line {line.number} (“{line.text}”)"
        try:
            record = pairs.records.get(line.text)
            if record and (misfit := record.misfit(*_clauses_of(line, *finders))):
                message = (
                    f"{where} is left out: it was written for other files, where a clause began “{misfit[0]}”; now it "
                    f"begins “{misfit[1]}”. Write the line anew if the clauses belong together all the same."
                )
                notices.append(Notice(code=NoticeCode.PAIRS_LEFT_OUT, message=message))
                continue
            gathered.add(line)
        except _MisfitError as error:
            said = _of_changes(line, clauses_of) or str(error)
            if not pairs.kept:
                raise PairsError(f"{where}: {said}") from None
            error = _MisfitError(said)
            notices.append(Notice(code=NoticeCode.PAIRS_LEFT_OUT, message=f"{where} is left out: {error}"))
    return gathered.hand_pairs(), tuple(notices)


def _of_changes(line: PairsLine, clauses_of: Callable[[str], str]) -> str:
    """What is said of a line that names changes in place of clauses; "" of any other."""
    for name in (*line.old, *line.new):
        if _CHANGE.fullmatch(name.citation):
            clauses = clauses_of(name.citation.upper())
            which = f": {clauses}" if clauses else ""
            return f"{name.citation} is a change and no clause. Name its clauses by their numbers{which}."
    return ""


class _MisfitError(Exception):
    """A line that cannot be followed; the message says why and what to do."""


def _line(number: int, text: str, words: Sequence[re.Match[str]]) -> PairsLine:
    action = _ACTIONS.get((words[0]["plain"] or "").casefold().rstrip(":"))
    if action is None:
        raise _MisfitError(f"A line begins with join, part, delete or add. {_EXAMPLE}")
    named = words[1:]
    separator = _SEPARATOR.get(action)
    if separator is None:
        names = tuple(_names(named, "old" if action is Action.DELETE else "new"))
        if not names:
            raise _MisfitError(f"It does not say which clause. Write for example: {action.value} 4.4")
        old, new = (names, ()) if action is Action.DELETE else ((), names)
        return PairsLine(number=number, text=text, action=action, old=old, new=new)
    at = [place for place, word in enumerate(named) if (word["plain"] or "").casefold() == separator]
    if len(at) != 1:
        raise _MisfitError(f"It has to say “{separator}” once. Write for example: {action.value} 4.2 {separator} 5.1")
    old, new = tuple(_names(named[: at[0]], "old")), tuple(_names(named[at[0] + 1 :], "new"))
    if not old or not new:
        raise _MisfitError(f"A clause is missing. Write for example: {action.value} 4.2 {separator} 5.1")
    return PairsLine(number=number, text=text, action=action, old=old, new=new)


def _names(words: Sequence[re.Match[str]], side: str) -> Iterator[ClauseName]:
    """The clauses named one after another, "and" between them."""
    other = {"old": "new", "new": "old"}[side]
    citation: list[str] = []
    quoted = ""

    def named() -> Iterator[ClauseName]:
        if citation and citation[0].casefold() == other:
            raise _MisfitError(f"The old version stands on the left, but “{' '.join(citation)}” is said to be {other}.")
        pieces = citation[1:] if citation and citation[0].casefold() == side else citation
        cited = " ".join(pieces)
        if cited or quoted:
            yield ClauseName(citation=cited.strip(" ,;"), words=quoted)

    for word in words:
        if (word["plain"] or "").casefold() in ("and", "&", "+"):
            yield from named()
            citation, quoted = [], ""
        elif word["plain"]:
            if quoted:
                raise _MisfitError("Between two clauses has to stand “and”.")
            citation.append(word["plain"])
        elif quoted:
            raise _MisfitError("Between two clauses has to stand “and”.")
        else:
            quoted = word["quoted"].strip()
    yield from named()


class _Gathered:
    """The lines that were followed so far, and which clauses they bind."""

    def __init__(self, old: ClauseFinder, new: ClauseFinder) -> None:
        self._old, self._new = old, new
        self._joined: dict[tuple[tuple[ClauseId, ...], tuple[ClauseId, ...]], PairsLine] = {}
        self._parted: dict[tuple[ClauseId, ClauseId], PairsLine] = {}
        self._bound: dict[ClauseId, PairsLine] = {}
        self._alone: dict[ClauseId, PairsLine] = {}

    def add(self, line: PairsLine) -> None:
        """Follow a line, or raise ``_MisfitError`` and follow nothing of it."""
        old, new = (
            tuple(sorted(set(_named(finder, names, side)), key=lambda clause: int(clause[1:])))
            for finder, names, side in ((self._old, line.old, "old"), (self._new, line.new, "new"))
        )
        if len(old) > 1 and len(new) > 1:
            names = ([finder.name_of(each) for each in own] for finder, own in ((self._old, old), (self._new, new)))
            raise _MisfitError(_one_by_one(*names))
        if line.action is Action.JOIN:
            self._join(old, new, line)
        elif line.action is Action.PART:
            if len(old) + len(new) > len(("old", "new")):
                raise _MisfitError("Write a line for each two clauses that are to be parted.")
            pair = (old[0], new[0])
            if self._bound.get(old[0]) is not None and self._bound.get(old[0]) is self._bound.get(new[0]):
                raise _contradicts(self._bound[old[0]])
            self._parted.setdefault(pair, line)
        else:
            for clause in (*old, *new):
                if clause in self._bound:
                    raise _contradicts(self._bound[clause])
            for clause in (*old, *new):
                self._alone.setdefault(clause, line)

    def _join(self, old: tuple[ClauseId, ...], new: tuple[ClauseId, ...], line: PairsLine) -> None:
        if (old, new) in self._joined:
            return
        for clause in (*old, *new):
            before = self._bound.get(clause) or self._alone.get(clause)
            if before is not None:
                raise _contradicts(before)
        for pair, before in self._parted.items():
            if pair[0] in old and pair[1] in new:
                raise _contradicts(before)
        self._joined[old, new] = line
        self._bound |= dict.fromkeys((*old, *new), line)

    def hand_pairs(self) -> HandPairs:
        """All of them."""
        return HandPairs(joined=tuple(self._joined), parted=tuple(self._parted), alone=tuple(self._alone))


def _one_by_one(old: Sequence[ClauseName], new: Sequence[ClauseName]) -> str:
    """What to write in place of a line that joins several clauses with several, each clause in one line alone."""
    last = min(len(old), len(new)) - 1
    pieces = []
    for at in range(last + 1):
        was, now = (" and ".join(map(str, side[at:] if at == last else side[at : at + 1])) for side in (old, new))
        pieces.append(f"“join {was} with {now}”")
    return (
        "A line can have several clauses on one side only, and a clause stands in one line only. Write for example "
        f"{listed(*pieces)}."
    )


def _named(finder: ClauseFinder, names: Iterable[ClauseName], side: str) -> Iterator[ClauseId]:
    for name in names:
        listed = [] if name.words else [piece.strip() for piece in name.citation.split(",") if piece.strip()]
        if len(listed) > 1 and all(map(_SEVERAL.match, listed)) and not finder.find(name):
            yield from (_one(finder, ClauseName(citation=each), side) for each in listed)
        else:
            yield _one(finder, name, side)


def _one(finder: ClauseFinder, name: ClauseName, side: str) -> ClauseId:
    """The clause that a name fits; raises ``_MisfitError`` where it fits none or several."""
    found = finder.find(name)
    if not found and not name.words:
        # whoever forgot the quotation marks
        found = finder.find(ClauseName(words=name.citation))
    version = f"the {side} version ({finder.contract.reading.file})"
    if not found:
        raise _MisfitError(
            f"No clause of {version} is “{name}”. Write its number as the response document prints it, or the words "
            'it begins with in quotation marks: "The Provider keeps".'
        )
    if len(found) > 1:
        raise _MisfitError(
            f"“{name}” fits {len(found)} clauses of {version}: {finder.listing(found)}. Say which, with its number and "
            f"the words it begins with: {finder.name_of(found[0].id)}"
        )
    return found[0].id


def _contradicts(line: PairsLine) -> _MisfitError:
    return _MisfitError(f"It contradicts line {line.number} (“{line.text}”). Leave one of the two out.")

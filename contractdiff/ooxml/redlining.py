"""Tracked changes to write: words, paragraphs and moves of which either of two texts has its own, and comments.

ECMA-376 part 1, 17.13.4 and 17.13.5. A paragraph ends at its mark, which is tracked like a word: one that is accepted
as deleted, or rejected as inserted, is gone, and what stood before it runs on into the next paragraph. So a paragraph
that only one text has leaves nothing behind in the other one, not even an empty line.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from enum import Enum
from itertools import count

from lxml import etree

from contractdiff.ooxml.names import W, w
from contractdiff.ooxml.saving import unpack
from contractdiff.ooxml.writing import Xml, escaped, joined, paragraph, run

# Attributes of a name that Word takes (17.13.6.2 for moves, which are bookmarks; the dialog of reviewers for authors).
_LONGEST_NAME, _LONGEST_AUTHOR = 40, 120
# The moments that changes bear; among words a quotation mark is never written so.
_FIRST, _SECOND = 'T00:00:00Z"', 'T00:05:00Z"'
_COMMENT_HEAD = f'<w:comments xmlns:w="{W}">'


class Within(Enum):
    """Which of the two texts has something: all changes rejected, and all accepted."""

    BOTH = "both"
    OLD = "old"
    NEW = "new"

    @property
    def other(self) -> "Within":
        """The text that has not what this one alone has."""
        return {Within.OLD: Within.NEW, Within.NEW: Within.OLD}.get(self, self)


@dataclass(frozen=True, slots=True, kw_only=True)
class TrackedLine:
    """A paragraph as it stands with all changes marked.

    Attributes:
        content: Its runs and what is marked in it.
        end: Which text has a paragraph end here.
        author: Who is named for the end, where only one text has it.
        style: The paragraph's style.
        indent: How far it is set in, in twips.
        moved: Whether its end belongs to what was moved.
        after: What stands between it and the next one.
    """

    content: tuple[Xml, ...]
    end: Within
    author: str = ""
    style: str = ""
    indent: int = 0
    moved: bool = False
    after: tuple[Xml, ...] = ()


@dataclass(slots=True)
class Redliner:
    """Writes tracked changes of one document, each with a number of its own.

    Attributes:
        day: The day that all of them bear, as in "2011-05-02".
    """

    day: str
    _numbers: Iterator[int] = field(default_factory=lambda: count(1))
    _comments: list[Xml] = field(default_factory=list)

    def words(self, text: str, within: Within, *, author: str, style: str = "", moved: bool = False) -> Xml:
        """A run of words that one text has, or both."""
        # what was moved away is no deleted text to Word: its words stand in w:t
        gone = within is Within.OLD and not moved
        return self.tracked(run(text, style, deleted=gone), within, author=author, moved=moved)

    def tracked(self, content: Xml, within: Within, *, author: str, moved: bool = False) -> Xml:
        """Runs that one text has, or both."""
        return content if within is Within.BOTH else self._element(_TAGS[within, moved], author, content)

    def paragraphs(self, lines: Iterable[TrackedLine]) -> Xml:
        """The paragraphs, the last of which both texts have.

        Every second one bears a later moment of the day: LibreOffice 7.4 takes an insertion at the end of a paragraph,
        and the next paragraph where it is inserted whole, for one if they are of one author and within a minute, and
        rejects with it the end of the first paragraph, which both texts have.
        """
        written = map(self._paragraph, _closed(list(lines)))
        return joined(Xml(each.replace(_FIRST, _SECOND)) if at % 2 else each for at, each in enumerate(written))

    def move_start(self, name: str, within: Within, *, author: str) -> tuple[Xml, Xml]:
        """Where the old or the new place of a move begins, and where it ends (17.13.5.24 and 28).

        ``name`` is one and the same for both places, and no other move's.
        """
        number, tag = next(self._numbers), f"{_TAGS[within, True]}Range"
        named = escaped(name[:_LONGEST_NAME])
        start = f'<w:{tag}Start w:id="{number}" w:name="{named}" {self._signed(author)}/>'
        return Xml(start), Xml(f'<w:{tag}End w:id="{number}"/>')

    def comment(
        self, paragraphs: Iterable[str], within: Within, *, author: str, moved: bool = False
    ) -> tuple[Xml, Xml]:
        """Where the words begin that a comment is about, and where they end; it goes with those that only one text has.

        What the comment says is kept for ``comments_part``.
        """
        number = next(self._numbers)
        said = joined(paragraph(run(words)) for words in paragraphs)
        initials = escaped("".join(word[0] for word in author.split() if word[0].isalnum())[:3])
        head = f'<w:comment w:id="{number}" {self._signed(author)} w:initials="{initials}">'
        self._comments.append(Xml(f"{head}{said}</w:comment>"))
        mark = self.tracked(
            Xml(f'<w:r><w:commentReference w:id="{number}"/></w:r>'), within, author=author, moved=moved
        )
        return Xml(f'<w:commentRangeStart w:id="{number}"/>'), Xml(f'<w:commentRangeEnd w:id="{number}"/>{mark}')

    def comments_part(self) -> Xml:
        """The part of the package that holds the comments, "" where there are none."""
        return Xml(f"{_COMMENT_HEAD}{joined(self._comments)}</w:comments>") if self._comments else Xml("")

    def _paragraph(self, line: TrackedLine) -> Xml:
        properties = f'<w:pStyle w:val="{line.style}"/>' if line.style else ""
        if line.indent:
            properties += f'<w:ind w:left="{line.indent}"/>'
        if line.end is not Within.BOTH:
            mark = self._element(_TAGS[line.end, line.moved], line.author, Xml(""))
            properties += f"<w:rPr>{mark}</w:rPr>"
        if properties:
            properties = f"<w:pPr>{properties}</w:pPr>"
        return Xml(f"<w:p>{properties}{joined(line.content)}</w:p>{joined(line.after)}")

    def _element(self, tag: str, author: str, content: Xml) -> Xml:
        return Xml(f'<w:{tag} w:id="{next(self._numbers)}" {self._signed(author)}>{content}</w:{tag}>')

    def _signed(self, author: str) -> str:
        return f'w:author="{escaped(author[:_LONGEST_AUTHOR])}" w:date="{escaped(self.day)}{_FIRST}'


# The element that says that only one text has something, and whether it was moved.
_TAGS = {
    (Within.OLD, False): "del",
    (Within.NEW, False): "ins",
    (Within.OLD, True): "moveFrom",
    (Within.NEW, True): "moveTo",
}


def _closed(lines: list[TrackedLine]) -> list[TrackedLine]:
    """The paragraphs with the last end in both texts: no document ends without one, whatever is accepted.

    What stands last in the one text shares its end with what stands last in the other one.
    """
    if not lines or lines[-1].end is Within.BOTH:
        return lines
    own = lines[-1].end
    lines[-1] = replace(lines[-1], end=Within.BOTH)
    for at in range(len(lines) - 2, -1, -1):
        if lines[at].end is own.other:
            after = lines[at + 1]
            content = (*lines[at].content, *lines[at].after, *after.content)
            lines[at : at + 2] = [replace(after, content=content)]
            break
        if lines[at].end is Within.BOTH:
            lines[at] = replace(lines[at], end=own, author=lines[at].author or lines[-1].author)
            break
    return lines


def letters_marked(document: bytes) -> int:
    """How many letters of a Word file's text stand in tracked insertions, deletions and moves.

    Raises:
        UnreadableError: It is damaged.
    """
    root = etree.fromstring(unpack(document)["word/document.xml"])
    marked = root.iter(*map(w, ("ins", "del", "moveFrom", "moveTo")))
    words = (text for mark in marked for text in mark.iterfind(f"{w('r')}/*") if text.tag in (w("t"), w("delText")))
    return sum(len(text.text or "") for text in words)

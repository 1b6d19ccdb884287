"""Reviewers' comments: what each says, and beside which words it stands (ECMA-376 part 1, 17.13.4)."""

from collections.abc import Callable, Iterable, Mapping

from lxml import etree

from contractdiff.model import Comment
from contractdiff.ooxml.names import w
from contractdiff.ooxml.paragraphs import clean

_COMMENT, _ID, _AUTHOR, _P = w("comment"), w("id"), w("author"), w("p")
_W15 = "http://schemas.microsoft.com/office/word/2012/wordml"
_PARAGRAPH_ID = "{http://schemas.microsoft.com/office/word/2010/wordml}paraId"
# How many of the words a comment stands beside are shown.
SHOWN_WORDS = 12


class CommentRanges:
    """The words that comments stand beside, by the comment's id, in the order in which the text comes to them."""

    def __init__(self) -> None:
        self._about: dict[str, list[str]] = {}
        self.open: set[str] = set()

    def begin(self, comment: str) -> None:
        """Take note that a comment's words begin here."""
        self._about.setdefault(comment, [])
        self.open.add(comment)

    def end(self, comment: str) -> None:
        """Take note that a comment's words end here, or that it stands here beside no words."""
        self._about.setdefault(comment, [])
        self.open.discard(comment)

    def add(self, text: str) -> None:
        """Add whole words to all comments that are open.

        A comment that has one word more than is shown needs no others.
        """
        words = clean(text).split()[: SHOWN_WORDS + 1]
        if not words:
            return
        for comment in list(self.open):
            self._about[comment] += words
            if len(self._about[comment]) > SHOWN_WORDS:
                self.open.discard(comment)

    def comments(
        self,
        root: etree._Element | None,
        threads: etree._Element | None,
        read: Callable[[etree._Element], str],
    ) -> list[Comment]:
        """Return the comments that say anything, in the order of the text; those that stand nowhere come last.

        Args:
            root: The part that holds the comments.
            threads: The part that says which of them answers which.
            read: Returns the words of one of them.
        """
        if root is None:
            return []
        elements = {comment.get(_ID, ""): comment for comment in root.iterchildren(_COMMENT)}
        # an answer that stands nowhere itself stands with what it answers
        order: dict[str, list[str]] = {}
        for comment in (*self._about, *elements):
            if comment in elements:
                order.setdefault(comment, self._about.get(comment, []))
        answers = answered_comments(elements, threads) if threads is not None else {}
        found = []
        for comment in _answers_after_what_they_answer(order, answers):
            text = read(elements[comment])
            if text:
                author = clean(elements[comment].get(_AUTHOR, ""))
                about = order[comment] or order.get(answers.get(comment, ""), [])
                found.append(Comment(text=text, author=author, about=_shown(about)))
        return found


def answered_comments(elements: Mapping[str, etree._Element], threads: etree._Element) -> dict[str, str]:
    """Return which comment answers which, by their ids ([MS-DOCX] 2.5.1.2: Word names their last paragraphs)."""
    paragraphs = {p.get(_PARAGRAPH_ID): comment for comment, element in elements.items() for p in element.iter(_P)}
    # a paragraph without an id is named by nothing, nor is what a comment that answers none would answer
    paragraphs.pop(None, None)
    answers = {}
    for link in threads.iter(f"{{{_W15}}}commentEx"):
        comment = paragraphs.get(link.get(f"{{{_W15}}}paraId"))
        answered = paragraphs.get(link.get(f"{{{_W15}}}paraIdParent"))
        if comment is not None and answered is not None and comment != answered:
            answers[comment] = answered
    return answers


def _answers_after_what_they_answer(order: Iterable[str], answers: dict[str, str]) -> list[str]:
    threads: dict[str, list[str]] = {}
    for comment in order:
        threads.setdefault(answers.get(comment, comment), []).append(comment)
    # Word's threads are flat: each answer answers the comment that began the thread
    return [comment for begun in threads for comment in sorted(threads[begun], key=lambda comment: comment != begun)]


def _shown(words: list[str]) -> str:
    return " ".join(words) if len(words) <= SHOWN_WORDS else f"{' '.join(words[:SHOWN_WORDS])} …"

"""What the user is told of the scans of a file."""

from collections.abc import Iterable, Iterator

from contractdiff.model import Notice, NoticeCode
from contractdiff.readers.pdf.recognition.scans import Recognised
from contractdiff.text import listed, ranges

_QUOTED = 12
"""Doubtful words of a page that are quoted; the others are counted."""


def no_text(name: str, result: Recognised) -> str:
    """What to say of a file of which nothing can be read."""
    start = f"{name} holds no text: it seems to be scanned"
    why = next((why for why in result.unread.values() if why), "")
    if not why:
        return f"{start}, and text recognition (OCR) found no words. Ask for the Word file."
    return f"{start}. {_sentence(why)} Or ask for the Word file."


def recognition_notices(result: Recognised) -> Iterator[Notice]:
    """Which pages were recognised, which words of them are doubtful, and which scans were not read."""
    here = [number for number in result.numbers if number not in result.before]
    if here:
        are = "was" if len(here) == 1 else "were"
        yield Notice(
            code=NoticeCode.RECOGNISED,
            message=f"{page_list(here)} {are} read by text recognition (OCR), which misreads a word now and then; "
            "look closely at changes found there.",
            page=here[0],
        )
    if result.before:
        hold = "holds" if len(result.before) == 1 else "hold"
        yield Notice(
            code=NoticeCode.RECOGNISED,
            message=f"{page_list(result.before)} {hold} a scan with words that another program recognised (OCR); "
            "look closely at changes found there.",
            page=result.before[0],
        )
    for number, why in sorted(result.unread.items()):
        yield Notice(code=NoticeCode.NO_TEXT_ON_PAGE, message=_unread(number, why), page=number)
    for number, words in sorted(result.doubtful.items()):
        quoted = ", ".join(f"“{word}”" for word in words[:_QUOTED])
        more = f", and {len(words) - _QUOTED} more" if len(words) > _QUOTED else ""
        count = "one word is" if len(words) == 1 else f"{len(words)} words are"
        yield Notice(
            code=NoticeCode.DOUBTFUL_WORDS,
            message=f"On page {number}, {count} hard to read and may be wrong: {quoted}{more}.",
            page=number,
        )


def page_list(numbers: Iterable[int]) -> str:
    """The pages in words: "Page 4", "Pages 3 to 17", "Pages 2, 5 to 7 and 9". The numbers are ascending."""
    runs = ranges(numbers)
    return f"{'Page' if len(runs) == 1 and runs[0].isdigit() else 'Pages'} {listed(*runs)}"


def _unread(number: int, why: str) -> str:
    if not why:
        return f"On page {number}, a scan or a picture, text recognition found no words. Compare that page by eye."
    return f"Page {number} seems to be a scan or a picture, and was not read. {_sentence(why)}"


def _sentence(why: str) -> str:
    return why if why.endswith(".") else f"{why[:1].upper()}{why[1:]}."

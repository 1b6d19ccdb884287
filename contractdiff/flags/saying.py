"""A passage in one plain line: the sentence as it reads now, in its own words, and what it said before."""

import re
from collections.abc import Sequence
from itertools import pairwise

from contractdiff.flags.clipping import broken_off, first_words, last_words, main_part
from contractdiff.flags.parties import named
from contractdiff.flags.passages import Hunk, Passage, Span, sentences
from contractdiff.flags.places import Place, is_measure, places, plain
from contractdiff.text import quoted

# A line of more characters is cut where a phrase ends, unless it fits whole.
_EASY = 165
# Of a sentence that is cut, so much may be shown behind the changed words, and the mark that it goes on has to be.
_BEHIND, _LEAST = 36, 2
_MARKS_AHEAD = re.compile(r"^[\s,;:.]+(?=[\s\w(“\"$])")
_WORD = re.compile(r"[^\W_]")
_SHOWN = 2
"""Places that are told one by one; of the others only the count is."""
# No line has room for more of them.
_MOST = 8
# A sentence of which more was changed is told as a whole, before and after.
_REWRITTEN = 0.35
# "within 30 days": what limits a figure is told with it, …
_LIMIT = re.compile(r"(?:^|\s)(within|(?:no|not) later than)$", re.IGNORECASE)
# … where the words before it can stand by themselves
_OPEN = re.compile(
    r"\b(?:at|by|for|from|in|of|on|to|with|as|is|are|be|than|and|or|the|shall|must|may|will|not|exceed)$", re.IGNORECASE
)
# … and unless the figure goes on: "30 days' notice"
_GOES_ON = re.compile(r"['’]|\s(?:(?:prior|written|advance)\s)*notice\b", re.IGNORECASE)
# The subject that a sentence opens with, and the verb that lays something on it.
_PROVISION = re.compile(
    r"(?P<subject>(?:the |each |every |an? )?[\w’'-]+(?: [\w’'-]+){0,3}?) "
    r"(?:(?P<duty>shall|must|agrees to)|(?P<right>may)) (?P<what>.+)",
    re.IGNORECASE | re.DOTALL,
)
# After these the verb says something other than what the party has to do, or is free to do.
_NEITHER = re.compile(
    r"(?:also |further |then |thereupon )?(?:not|no|never|only|in no|be|have|has|remain|become|receive|retain|incur|"
    r"suffer|lose|forfeit|need|neither|either|earn|own|hold|still|hereafter|nonetheless)\b",
    re.IGNORECASE,
)


def saying(passage: Passage, hunks: Sequence[Hunk], room: int, *, heading: str = "") -> tuple[str, int]:
    """What some hunks of a passage that has two sides changed, as a sentence, and how many of them it tells.

    Args:
        passage: The passage.
        hunks: Its hunks to be told, in order.
        room: Characters that the line may have.
        heading: With what the text of the clause begins that is no part of the sentence.
    """
    found = places(passage, hunks[:_MOST])
    if found and not any(_WORD.search(words) for hunk in hunks for words in passage.words(hunk)):
        line, count = _one_by_one(passage, found, room - 13)
        return f"Punctuation: {line}", count
    if found is None or "\t" in passage.old.text + passage.new.text:
        return _one_by_one(passage, [Place(hunk.old, hunk.new) for hunk in hunks[:_MOST]], room)
    if len(hunks) <= _MOST and (line := _inline(passage, found, heading, room)):
        return line, len(hunks)
    if line := _rewritten(passage, found if len(hunks) <= _MOST else hunks, room):
        return line, len(hunks)
    for count in range(len(found) - 1, 0, -1):
        if line := _inline(passage, found[:count], heading, room, stop=found[count].new[0]):
            return line, count
    return _one_by_one(passage, found, room)


def sentence(passage: Passage, hunks: Sequence[Hunk], room: int, *, heading: str = "") -> str:
    """The sentence as it reads now with all of some hunks marked in it; "" where it has no room or no sentences."""
    found = places(passage, hunks) if len(hunks) <= _MOST else ()
    if not found or "\t" in passage.old.text + passage.new.text:
        return ""
    return _inline(passage, found, heading, room)


def _sentence(passage: Passage, found: Sequence[Place], heading: str) -> Span:
    """From where to where the new text is one sentence that has all of the places."""
    text = passage.new.text
    spans = sentences(text)
    first, last = found[0].new[0], found[-1].new[1]
    start = max((span[0] for span in spans if span[0] <= first), default=0)
    end = min((span[1] for span in spans if span[1] >= last), default=len(text))
    if not passage.new.at and not start and heading and text.startswith(heading) and len(heading) < first:
        start = len(heading)
    return start, end


def _inline(passage: Passage, found: Sequence[Place], heading: str, room: int, *, stop: int = 0) -> str:
    """The new sentence, to ``stop`` where that is given, with what it said before in brackets.

    "" where the changed words alone have no room.
    """
    text, (start, end) = passage.new.text, _sentence(passage, found, heading)
    if stop:
        text, end = f"{text[:stop].rstrip(' ,;:')} …", min(end, stop) + 2
    head, tail = plain(text[start : found[0].new[0]]).lstrip(" ,;:.–-"), plain(text[found[-1].new[1] : end])
    core = _marked(passage, found[0])
    for before, place in pairwise(found):
        core += _spaced(plain(text[before.new[1] : place.new[0]])) + _spaced(_marked(passage, place))
    if len(found) == 1 and is_measure(_words(passage, found[0])[0]):
        head, core = _limited(head, core, tail)
    line = _tidy(f"{head.rstrip()}{_spaced(core)}{_spaced(tail)}")
    if len(line) <= room:
        return line
    left = room - len(core) - 2
    if left < 0:
        return ""
    head, tail = " ".join(head.split()), " ".join(tail.split())
    head = _ahead(head, left - (min(len(tail), _LEAST) if tail else 0))
    # what comes after the changed words may go on less than a line
    tail = first_words(tail, max(min(left, max(_EASY - len(core), len(head) + _BEHIND)) - len(head), 2))
    return _tidy(f"{head}{_spaced(core)}{_spaced(tail)}")


def _ahead(head: str, room: int) -> str:
    """What stands ahead of the changed words, shortened from its beginning on where it has no room."""
    if len(head) <= room:
        return head
    main = main_part(head)
    if main and len(main) + 2 <= room:
        return f"… {main}"
    return last_words(head, room) or "…"


def _limited(head: str, core: str, tail: str) -> tuple[str, str]:
    """The words up to a figure, and the figure with its limit on both sides: "…:", "within 30 → within 10 days"."""
    limit = _LIMIT.search(head.rstrip())
    if not limit or "→" not in core or _GOES_ON.match(tail):
        return head, core
    ahead = head[: limit.start()].rstrip(" ,")
    if " " not in ahead or _OPEN.search(ahead):
        return head, core
    said = " → ".join(f"{limit[1].lower()} {side}" for side in core.split(" → "))
    return f"{ahead}:", said


def _marked(passage: Passage, place: Place) -> str:
    """The new words of a place, and the old ones behind them."""
    old, new = _words(passage, place)
    if not _WORD.search(old):
        return f"(added: {quoted(new.rstrip(' ,;:'))})"
    if not _WORD.search(new):
        return f"(deleted: {quoted(old)})"
    if is_measure(old) and is_measure(new):
        return f"{old} → {new}"
    printed = passage.new.text[slice(*place.new)].lstrip()
    mark, end = "," if printed.startswith(",") else "", "," if new.endswith(",") else ""
    return f"{mark}{' ' if mark else ''}{new.rstrip(',')} (was: {old.strip(',')}){end}"


def _words(passage: Passage, place: Place) -> tuple[str, str]:
    """Both sides of a place without the marks and space around them."""
    old, new = (plain(part.text[slice(*span)]) for part, span in ((passage.old, place.old), (passage.new, place.new)))
    old, new = (_MARKS_AHEAD.sub("", words).strip() for words in (old, new))
    return (old, new) if old and new else (old.rstrip(" ,;:"), new.rstrip(" ,;:"))


def _spaced(words: str) -> str:
    return words if not words or words[0] in " ,;:.'’)/-" else f" {words}"


def _tidy(line: str) -> str:
    """The line without double spaces, or a space ahead of a mark."""
    return re.sub(r"\s+(?=[,;:.)](?:\s|$))|(?<=[(“])\s+", "", " ".join(line.split()))


def _rewritten(passage: Passage, found: Sequence[Place | Hunk], room: int) -> str:
    """A sentence before and after, from its first changed words to its last; "" where little of it was changed."""
    sides = ((passage.old.text, [place.old for place in found]), (passage.new.text, [place.new for place in found]))
    stretches = []
    share = 0.0
    for text, spans in sides:
        start, end = spans[0][0], spans[-1][1]
        words = _MARKS_AHEAD.sub("", plain(text[start:end])).rstrip(" ,;:")
        if not words:
            return ""
        goes_on = _WORD.search(text[end:]) and not re.search(r"[.?!;]$", words)
        stretches.append(broken_off(words) if goes_on else words)
        share = max(share, sum(after - before for before, after in spans) / (end - start))
    if share < _REWRITTEN:
        return ""
    half = max((room - 8) // 2, room - 8 - min(map(len, stretches)))
    old, new = (first_words(words, half) for words in stretches)
    # what is cut before the two differ tells nothing
    same = old.endswith("…") and new.endswith("…") and (old.rstrip(" …") in new or new.rstrip(" …") in old)
    return "" if same else f"{quoted(old)} → {quoted(new)}"


def _one_by_one(passage: Passage, found: Sequence[Place], room: int) -> tuple[str, int]:
    """The first places, each by itself, without their sentence, and how many those are."""
    said = [words for words in dict.fromkeys(_words(passage, place) for place in found) if any(words)]
    told = said[: _SHOWN + 1 if len(said) <= _SHOWN + 1 else _SHOWN]
    each = room // max(len(told), 1) - 2
    return " ".join(ended(_side_by_side(old, new, each)) for old, new in told), len(told)


def _side_by_side(old: str, new: str, room: int) -> str:
    if not old or not new:
        return f"{'Added' if new else 'Deleted'}: {quoted(first_words(new or old, max(room - 12, 12)))}"
    half = max((room - 8) // 2, room - 8 - min(len(old), len(new)), 12)
    if is_measure(old) and is_measure(new) and len(old) + len(new) + 3 <= room:
        return f"{old} → {new}"
    return f"{quoted(first_words(old, half))} → {quoted(first_words(new, half))}"


def whole(words: str, *, added: bool, heading: str, room: int) -> str:
    """What a wholly new or deleted text lays down: its first sentences, and whose duty or right that is."""
    said = "added" if added else "deleted"
    if "\t" in words:
        return f"{said.capitalize()}: {quoted(first_words(words.replace(chr(9), ' | '), room - len(said) - 5))}"
    if heading:
        words = words.removeprefix(heading).lstrip(" .:–-") if words.startswith(heading) else words
        heading = heading.strip().rstrip(".:;")
        if not words:
            return f"{said.capitalize()}: the heading {quoted(heading)}"
    words = plain(" ".join(words.split()))
    found = _PROVISION.match(words)
    kind = ""
    if found and named(found["subject"]) and not _NEITHER.match(found["what"]):
        subject = re.sub(r"^(The|Each|Every|An?)\b", lambda article: article[1].lower(), found["subject"])
        kind, words = f" {'right' if found['right'] else 'duty'} of {subject}", found["what"]
    lead = f"{heading}, {said}{kind}: " if heading else f"{said.capitalize()}{kind}: "
    return lead + _opening(words, room - len(lead))


def _opening(words: str, room: int) -> str:
    """The first sentences that have room; of one that has none, its main part or its first phrases."""
    if len(words) <= room:
        return words
    room = min(room, _EASY)
    ends = [end for _, end in sentences(words) if words.count("(", 0, end) == words.count(")", 0, end)]
    kept = [end for end in ends if end + 2 <= room]
    if len(kept) > 1 or (kept and kept[0] > room // 3):
        return f"{words[: kept[-1]]} …"
    first = words[: ends[0]] if ends else words
    main = main_part(first) if len(first) > room else ""
    more = " …" if len(first) < len(words) else ""
    said = f"… {main}" if main else first
    return f"{said}{more}" if len(said) + len(more) <= room else first_words(f"{said}{more}", room)


def ended(line: str) -> str:
    """The line with a full stop, unless it ends a sentence already or goes on."""
    return line if re.search(r"(?:[.?!…][”’)]*)$", line) else f"{line.rstrip(' ,;:')}."

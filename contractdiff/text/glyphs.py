"""Which letters text recognition takes for one another, and so which differences are plainly misreadings.

The table of accepted and rejected examples is ``tests/test_recognition.py``. A digit is never taken for another digit.
"""

import unicodedata
from functools import lru_cache

from contractdiff.text.normal import fold

# Pairs that look alike in print, in small letters; one line for each kind of shape.
_ALIKE = """
    1 l  1 i  1 |  1 !  1 j  l i  l |  l !  l j  i |  i !  i j  l t  i t  l f  f t  l [  l ]  i ]  i [  1 [  1 ]
    0 o  o c  o e  c e  c (  e a  o a  o q  q g  g 9  q 9  u v  v y  u n  n h  h b  h k  n r  x k  b 6  b 8  s 5  z 2
    s 8  s $  § s  § 5  § 8  § $  ) j  ) ]  ) }  ( [  ( {  d 0  d o  s z  r t  y g  w v  e f  p f  e b
    rn m  ni m  in m  nn m  iii m  vv w  cl d  ol d  c! d  li h  lı h  ri n  ii n  ii u  li u  ll u  tl d  rr n
    fi h  fi n  lc k  ic k  lt k  l< k  i< k  lj u  il n  (j u  cj g  rm nn
"""
_WORDS = _ALIKE.split()
_PAIRS = frozenset(zip(_WORDS[::2], _WORDS[1::2], strict=True))
_CONFUSED = _PAIRS | frozenset((other, one) for one, other in _PAIRS)
_LONGEST = 3
# Marks that dirt is taken for, and that are lost in it.
NOISE = frozenset(".,;:?!'\"`-_|~^*°·•=<>«»¦\\/")
_BETWEEN_DIGITS = frozenset(".,:;")
_BOX = frozenset("☐□❏❑")
_TICKED = frozenset("☒☑✓✔")
_BULLETS = frozenset("•▪◦■●○►‣∙")
_LIKE_BOX = frozenset("ocudhljifnt01[](){}©®°?¢«»¤&@|!/\\*-_.,:;'\"<>")
_LIKE_BULLET = _LIKE_BOX | frozenset("eas")
_LIKE_TICK = _LIKE_BOX | frozenset("xbk")
_LONGEST_BOX = 3


def without_accents(text: str) -> str:
    """The text with its accents lost."""
    if text.isascii():
        return text
    return "".join(letter for letter in unicodedata.normalize("NFD", text) if not unicodedata.combining(letter))


@lru_cache(maxsize=65536)
def looks_alike(one: str, other: str) -> bool:
    """Whether recognition may have read one of two stretches of text for the other, going by the shapes alone.

    Letters and marks may be confused with what they look like, and marks may be lost, but a digit stays the digit it
    is, and at least half of the letters of a word stay as well.
    """
    if _is_box(one, other) or _is_box(other, one):
        return True
    a, b = without_accents(fold(one)), without_accents(fold(other))
    if a == b:
        return True
    most = max(1, min(len(a), len(b)) // 2)
    return _confusions(a, b, most) <= most


def _is_box(mark: str, other: str) -> bool:
    """Whether the first is a box to tick or a bullet, and the second what such a thing is read as."""
    bare, read = "".join(mark.split()), "".join(other.split()).casefold()
    if len(bare) != 1 or not 0 < len(read) <= _LONGEST_BOX:
        return False
    like = next(
        (like for marks, like in ((_BOX, _LIKE_BOX), (_TICKED, _LIKE_TICK), (_BULLETS, _LIKE_BULLET)) if bare in marks),
        frozenset[str](),
    )
    return all(letter in like for letter in read)


def _confusions(a: str, b: str, most: int) -> int:
    """The fewest confusions that make one text of the other; more than ``most`` where there is no such way."""
    none = most + 1
    cost = [[none] * (len(b) + 1) for _ in range(len(a) + 1)]
    cost[0][0] = 0
    for i in range(len(a) + 1):
        for j in range(len(b) + 1):
            here = cost[i][j]
            if here >= none:
                continue
            if i < len(a) and _may_be_lost(a, i):
                cost[i + 1][j] = min(cost[i + 1][j], here)
            if j < len(b) and _may_be_lost(b, j):
                cost[i][j + 1] = min(cost[i][j + 1], here)
            if i < len(a) and j < len(b):
                if a[i] == b[j] or _mark_for_mark(a, i, b, j):
                    cost[i + 1][j + 1] = min(cost[i + 1][j + 1], here)
                for m in range(1, min(_LONGEST, len(a) - i) + 1):
                    for n in range(1, min(_LONGEST, len(b) - j) + 1):
                        if (a[i : i + m], b[j : j + n]) in _CONFUSED:
                            cost[i + m][j + n] = min(cost[i + m][j + n], here + 1)
    return cost[-1][-1]


def _may_be_lost(text: str, at: int) -> bool:
    """Whether a mark may be dirt, or lost in it: not between or before digits, where it says what they are worth."""
    if text[at] not in NOISE:
        return False
    before, after = text[at - 1 : at], text[at + 1 : at + 2]
    if text[at] in "-/" and after.isdecimal():
        return False
    return not (before.isdecimal() and after.isdecimal())


def _mark_for_mark(a: str, i: int, b: str, j: int) -> bool:
    if a[i] not in NOISE or b[j] not in NOISE:
        return False
    inside = any(text[at - 1 : at].isdecimal() and text[at + 1 : at + 2].isdecimal() for text, at in ((a, i), (b, j)))
    return not inside or (a[i] in _BETWEEN_DIGITS and b[j] in _BETWEEN_DIGITS)

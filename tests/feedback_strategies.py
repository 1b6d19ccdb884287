"""Feedback at random, for tests of what must hold whatever members answer."""

from comparison_builders import varied
from feedback_builders import feedback, member, respondent, said
from hypothesis import strategies as st

from contractdiff.model import POSITIONS, EntryKind, Feedback, Member, Respondent, Said

COMPARISON = varied()
ROWS = (*(change.id for change in COMPARISON.changes[:4]), "G-01", "N-02", "Organization")
KINDS = tuple(kind for kind in EntryKind if kind is not EntryKind.ANSWER)
NAMES = ("Alliance", "Council")
texts = st.one_of(
    st.sampled_from(
        ("=1+1", "+a", "-b", "@c", "\tq", "a\nb\r\nc", "_x000D_", "", '«ü» 服务 <w:p> & "x"', "\x07 \ud83d")
    ),
    st.text(max_size=40),
)


@st.composite
def sayings(draw: st.DrawFn) -> Said:
    kind = draw(st.sampled_from(KINDS))
    return said(
        draw(texts),
        kind,
        draw(st.sampled_from(("", *POSITIONS, "agree"))) if kind is EntryKind.POSITION else "",
        draw(st.integers(0, 3)),
        counts=draw(st.booleans()),
        column=draw(st.sampled_from(("", "What changed"))),
        author=draw(st.sampled_from(("", "R. Roe"))),
        covers=draw(st.sampled_from(((), ("C-002",)))),
    )


@st.composite
def feedbacks(draw: st.DrawFn) -> Feedback:
    grouped = draw(st.booleans())
    roster = [
        member(
            number,
            sector=draw(st.sampled_from(("", "A", "B", "C"))) if grouped else "",
            district=draw(st.sampled_from(("", "1", "2"))),
            associations=tuple(draw(st.sets(st.sampled_from(NAMES)))),
        )
        for number in range(1, draw(st.integers(0, 6)) + 1)
    ]
    associations = {name for each in roster for name in each.associations}
    senders: list[Member | str] = [each for each in roster if draw(st.booleans())]
    senders += [name for name in ("Nobody", *sorted(associations)) if draw(st.booleans())]
    found: list[Respondent] = []
    for sender in senders:
        answers = draw(st.dictionaries(st.sampled_from(ROWS), st.lists(sayings(), max_size=4), max_size=4))
        found.append(respondent(sender, answers, is_association=sender in associations))
    return feedback(COMPARISON, found, members=tuple(roster))

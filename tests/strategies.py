"""Hypothesis strategies: contracts that are alike enough to be compared."""

from hypothesis import strategies as st

WORDS = (
    "the provider shall pay agency invoice within thirty (30) ten (10) days of receipt may not unless audit report "
    "records $1,000 July 1, 2011 section 5.2(a) notice and or terminate cause “quoted” naïve 2 CFR 200.334"
).split(" ")

wording = st.lists(st.sampled_from(WORDS), min_size=1, max_size=18).map(" ".join)
any_text = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=60)
paragraph = wording.map(lambda words: words[0].upper() + words[1:] + ".")


@st.composite
def labelled(draw: st.DrawFn) -> list[str]:
    return draw(st.lists(paragraph, min_size=1, max_size=14))


@st.composite
def version_pairs(draw: st.DrawFn) -> tuple[str, str]:
    """Two texts, the second an edited copy of the first, both with typed numbers."""
    old = draw(labelled())
    new = list(old)
    for _ in range(draw(st.integers(0, 5))):
        at = draw(st.integers(0, max(0, len(new) - 1)))
        how = draw(st.sampled_from(["add", "delete", "move", "reword", "split", "merge"]))
        if how == "add" or not new:
            new.insert(at, draw(paragraph))
        elif how == "delete":
            del new[at]
        elif how == "move":
            new.insert(draw(st.integers(0, len(new) - 1)), new.pop(at))
        elif how == "reword":
            new[at] = new[at].replace("shall", "may", 1) + " " + draw(paragraph)
        elif how == "split" and len(new[at].split()) > 3:
            words = new[at].split()
            new[at : at + 1] = [" ".join(words[:3]) + ".", " ".join(words[3:])]
        elif how == "merge" and at + 1 < len(new):
            new[at : at + 2] = [new[at] + " " + new[at + 1]]
    if not new:
        new = [draw(paragraph)]

    def typed(texts: list[str]) -> str:
        return "\n\n".join(f"{number}. {text}" for number, text in enumerate(texts, 1)) + "\n"

    return typed(old), typed(new)

"""What a speaker may say to the agency of a change, and what the agency is likely to ask."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

from contractdiff.model import (
    COALITION_USE,
    CONCERN,
    OPPOSE,
    QUESTION,
    ChangeKind,
    Line,
    Respondent,
    Stance,
    Tally,
)
from contractdiff.reports.exchange.paper import short
from contractdiff.reports.exchange.telling import Teller, changed, clause, effect, ended, quoted, round_of
from contractdiff.text import count_of

# Fewer members than this are not spoken of to the agency: who they are might be guessed.
_SPOKEN_OF = 5
# Where a sentence ends: after a word that is no abbreviation, before a capital.
_SENTENCE_END = re.compile(r"(?<=\w{4}[.!?])\s+(?=[A-Z“])")
# From so many sectors those who answered are called a cross-section.
_BROAD = 3


@dataclass(frozen=True, kw_only=True)
class Speaker:
    """Makes sentences to be said at a meeting, of what may leave the coalition alone."""

    teller: Teller
    tally: Tally

    @cached_property
    def for_whom(self) -> str:
        """On whose behalf she speaks: how many members answered, and of how many sectors."""
        feedback = self.tally.feedback
        answered, size = len(self._counted), len(feedback.providers)
        if not answered:
            return f"I speak for {self.teller.coalition}."
        sectors = {each.member.sector for each in self._counted.values() if each.member and each.member.sector}
        many = (
            f"{answered:,} of {size:,} members answered us"
            if feedback.members
            else f"{count_of(answered, 'organization')} answered us"
        )
        of = f", from {count_of(len(sectors), 'sector')}" if sectors else ""
        broad = len(sectors) >= _BROAD and answered >= _SPOKEN_OF
        whom = "on behalf of a broad cross-section of providers" if broad else f"for {self.teller.coalition}"
        return f"I speak {whom}: {many}{of}."

    @cached_property
    def _counted(self) -> Mapping[str, Respondent]:
        """Who may be counted outside of the coalition, by key."""
        return {each.key: each for each in self.tally.feedback.counted if each.consent != COALITION_USE}

    def _against(self, line: Line) -> int:
        """How many of them oppose a change or are concerned."""
        answers = self.tally.of(line.id).answers
        return sum(each.stand in (OPPOSE, CONCERN) and each.respondent.key in self._counted for each in answers)

    def notes(self, line: Line, words: int, most: int) -> Iterator[str]:
        """What to say of a change, sentence by sentence.

        Args:
            line: The change.
            words: How many words of each text are said at most.
            most: Of how many experts' texts.
        """
        teller = self.teller
        yield self.for_whom
        what = _sayable(changed(line), words) or "The packet shows its words, old and new."
        yield f"{line.id} is about {_spoken_clause(line)}. {what}"
        if does := _sayable(line.effect, words):
            yield f"For the people we serve this means: {does}"
        elif not line.effect and (why := _sayable(effect(line), words)):
            yield f"Why it matters: {why}"
        against = self._against(line)
        if against >= _SPOKEN_OF:
            yield f"{count_of(against, 'member')} told us that they oppose it or are concerned."
        if line.reason and (line.reason.reason or line.reason.authority):
            why = " ".join((line.reason.reason or line.reason.authority).split())
            when = round_of(line, line.reason)
            yield (
                f"You told us in {when}: {ended(quoted(why))} Thank you for telling us."
                if short(why, words) == why
                else f"You gave us your reason in {when}. Thank you for telling us."
            )
        for opinion in line.opinions[:most]:
            if said := _sayable(opinion.text, words):
                yield said
        if line.stance and (line.label.is_position or line.label.is_support):
            wording = line.requested if line.stance is Stance.AMEND else ""
            whole = " ".join(wording.split())
            ask = (
                _ASKS[line.stance]
                if not whole
                else f"We ask for these words: {quoted(ended(whole))}"
                if short(whole, words) == whole
                else f"We ask for the wording that stands at {line.id} in the packet."
            )
            yield f"{ended(ask)} {_spoken_label(line)}"
        if line.question:
            asked = _sayable(line.question, words)
            yield f"What we would like to know: {asked}" if asked else f"We have a question on {line.id} in the packet."
        yield f"By when can {teller.agency} answer, and who will write to us?"

    def likely(self, line: Line, words: int) -> tuple[str, str]:
        """A question that the agency is likely to ask, and what to answer."""
        external = " ".join(ended(opinion.text) for opinion in line.opinions if opinion.text)
        later = "We do not know yet. Say that we will answer in writing, and write it down below."
        if line.last and line.last.response == QUESTION:
            asked = short(line.last.reply, words)
            return (
                f"It asked in {round_of(line, line.last)}: {quoted(asked) or 'a question'}",
                external or line.effect or later,
            )
        if line.reason and (line.reason.authority or line.reason.category in _LAWS):
            law = short(line.reason.authority, words) or "the law"
            return f"“You have read {law}. Why do you object?”", external or later
        if line.requested and line.stance is Stance.AMEND:
            return "“What wording could you live with?”", line.requested
        return "“Whom does this hurt, and how?”", line.effect or later


def _sayable(words: str, most: int) -> str:
    """As many whole sentences as ``most`` words hold; "" where not even the first fits: half of one is not said.

    A sentence with an ellipsis or an arrow is for the eye alone.
    """
    said = ""
    for sentence in _SENTENCE_END.split(" ".join(words.split())):
        longer = f"{said} {sentence}".strip()
        if short(longer, most) != longer or "…" in sentence or "→" in sentence:
            break
        said = longer
    return ended(said)


def _spoken_label(line: Line) -> str:
    """What a vote makes of a request, as one says it: counts and rules stand in the packet."""
    _, mark, whose = line.label.sentence.partition("; it ")
    of_whom = f" It {ended(whose)}" if mark else ""
    return (
        f"{'This is the coalition’s position.' if line.label.is_position else 'The coalition supports this.'}{of_whom}"
    )


def _spoken_clause(line: Line) -> str:
    old, arrow, new = clause(line).partition(" → ")
    if not arrow:
        named = old if old[:1].isalpha() and len(old.split()) > 1 else f"clause {old}"
        return named if line.change.kind is not ChangeKind.RENAMED else "the whole contract"
    if new == "–":
        return f"clause {old} of the old contract, which is gone"
    return f"clause {new}, which is new" if old == "–" else f"clause {old}, which is now {new}"


_ASKS = {
    Stance.RESTORE: "We ask you to restore the old wording.",
    Stance.AMEND: "We ask you to change the wording.",
    Stance.ACCEPT: "We do not object to it.",
    Stance.SUPPORT: "We support it.",
}
_LAWS = frozenset(("federal_law", "state_law", "audit"))

"""The member form, declared: what the response document asks each member organization."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache

from contractdiff.forms.fields import Answer, Choice, Column, OpenRow, Question
from contractdiff.forms.language import Language
from contractdiff.model import CONSENTS, COUNT_US, GENERAL

# The codes of what can be chosen, the same in every language.
POSITIONS = ("support", "oppose", "concern", "no_impact", "not_applicable", "question")
FUNDING = ("grant", "fee_for_service", "both", "other")
YES, NO = "yes", "no"
# What the row of the identity block is called that asks for the organization's name.
ORGANIZATION = "Organization"

_MISSED, _QUESTIONS = 5, 5


@dataclass(frozen=True, slots=True, kw_only=True)
class MemberForm:
    """The form in one language; its writer and its reader both follow it.

    Attributes:
        position: What is thought of a change, in a row of its own.
        feedback: What is written about it.
        change_columns: The columns of the changes that may matter.
        administrative_columns: Those of the changes of numbering, references, dates and spelling.
        open_columns: Those of the rows that belong to no change.
        general: The row for comments on the whole.
        missed: The rows for changes that were not found.
        questions: The rows for questions to the agency.
        identity_columns: The columns of the questions about the one who answers.
        identity: Those questions.
    """

    position: Answer
    feedback: Answer
    change_columns: tuple[Column, ...]
    administrative_columns: tuple[Column, ...]
    open_columns: tuple[Column, ...]
    general: OpenRow
    missed: tuple[OpenRow, ...]
    questions: tuple[OpenRow, ...]
    identity_columns: tuple[Column, ...]
    identity: tuple[Question, ...]

    @property
    def open_rows(self) -> tuple[OpenRow, ...]:
        """The rows that belong to no change, in order."""
        return (self.general, *self.missed, *self.questions)


@cache
def member_form(language: Language) -> MemberForm:
    """The form as it is written in a language."""
    say = language.say
    position = _choice(language, "position", "pos", "positions", POSITIONS)
    feedback = _typed(language, "feedback", "fb")
    your_answer = say("identity.your_answer")
    return MemberForm(
        position=position,
        feedback=feedback,
        # At most seven columns can be read on a sheet of paper.
        change_columns=(
            Column(key="id", title=say("change_table.id"), share=75),
            Column(key="clause", title=say("change_table.clause"), share=118),
            Column(key="what", title=say("change_table.what"), share=286),
            Column(key="why", title=say("change_table.why"), share=228),
            Column(key="position", title=say("change_table.position"), share=98, answer=position),
            Column(key="feedback", title=say("change_table.feedback"), share=195, answer=feedback),
        ),
        # Fewer words about each, and none left out.
        administrative_columns=(
            Column(key="id", title=say("change_table.id"), share=78),
            Column(key="clause", title=say("administrative_table.clause"), share=222),
            Column(key="what", title=say("change_table.what"), share=430),
            Column(key="feedback", title=say("change_table.feedback"), share=270, answer=feedback),
        ),
        open_columns=(
            Column(key="id", title=say("open_table.id"), share=78),
            Column(key="title", title=say("open_table.what"), share=352),
            Column(key="feedback", title=say("change_table.feedback"), share=570, answer=feedback),
        ),
        general=OpenRow(id=GENERAL, title=say("open_table.general")),
        missed=tuple(OpenRow(id=f"N-{number:02}", title=say("open_table.missed")) for number in range(1, _MISSED + 1)),
        questions=tuple(
            OpenRow(id=f"Q-{number:02}", title=say("open_table.question")) for number in range(1, _QUESTIONS + 1)
        ),
        # Each question of the identity block says for itself how it is answered.
        identity_columns=(
            Column(key="title", title=say("identity.about_you"), share=560),
            Column(
                key="answer",
                title=your_answer,
                share=440,
                answer=Answer(name=your_answer, tag="who", placeholder=say("answers.type_here")),
            ),
        ),
        identity=_identity(language),
    )


def _identity(language: Language) -> tuple[Question, ...]:
    say = language.say
    consent = _choice(language, "consent", "who", "consent", CONSENTS, chosen=COUNT_US)
    quoting = _choice(language, "quoting", "who", "quoting", (YES, NO))
    return (
        Question(row=ORGANIZATION, title=say("identity.organization"), answer=_typed(language, "organization", "who")),
        Question(row="Contact", title=say("identity.contact"), answer=_typed(language, "contact", "who")),
        Question(row="Reach", title=say("identity.reach"), answer=_typed(language, "reach", "who")),
        Question(row="Programs", title=say("identity.programs"), answer=_typed(language, "programs", "who")),
        Question(
            row="Funding",
            title=say("identity.funding"),
            answer=_choice(language, "funding", "who", "funding", FUNDING),
        ),
        Question(
            row="Consent",
            title=say("identity.consent"),
            note=say("identity.consent_note", **{code: consent.title_of(code) for code in CONSENTS}),
            answer=consent,
        ),
        Question(
            row="Quoting",
            title=say("identity.quoting"),
            note=say("identity.quoting_note", yes=quoting.title_of(YES)),
            answer=quoting,
        ),
    )


def _typed(language: Language, key: str, tag: str) -> Answer:
    """A place to type in."""
    return Answer(name=_spoken(language, key), tag=tag, placeholder=language.say("answers.type_here"))


def _choice(language: Language, key: str, tag: str, table: str, codes: Iterable[str], *, chosen: str = "") -> Answer:
    """A place to choose one of the codes, each called as the language's table has it."""
    return Answer(
        name=_spoken(language, key),
        tag=tag,
        placeholder=language.say("answers.choose"),
        choices=tuple(Choice(code=code, title=language.say(f"{table}.{code}")) for code in codes),
        chosen=chosen,
    )


def _spoken(language: Language, key: str) -> str:
    """What screen readers call a place to answer; the row's name is put in later."""
    return language.say(f"answers.{key}", row="{row}")

"""What the forms of leads, experts, the workgroup and the agency ask, declared; their writers and reader follow it.

Unlike the member form they are in English only: they go to few people, who work on one English packet.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from contractdiff.forms.fields import Answer, Choice, OpenRow, Question, columns_of
from contractdiff.model import (
    ACKNOWLEDGEMENTS,
    APPLIES,
    ASK_ANSWERS,
    REASONS,
    REQUIRES,
    RESPONSES,
    STANCES,
    FormKind,
    Priority,
)

_TYPE, _CHOOSE, _WORDS = "Type here", "Choose", "Type the reason here"
PRIORITIES = {priority.value: priority.value.capitalize() for priority in Priority}
STANCE_NAMES = {stance.value: name for stance, name in STANCES.items()}
DENOMINATORS = {"all": "All seats of the committee", "voting": "The seats that voted yes or no"}


def _typed(key: str, name: str) -> Answer:
    return Answer(name=f"{{row}} {name}", tag=key, placeholder=_TYPE)


def _chosen(key: str, name: str, titles: Mapping[str, str], *, chosen: str = "", words: str = "") -> Answer:
    choices = tuple(Choice(code=code, title=title) for code, title in titles.items())
    return Answer(name=f"{{row}} {name}", tag=key, placeholder=_CHOOSE, choices=choices, chosen=chosen, words=words)


PRIORITY = _chosen("priority", "priority", PRIORITIES)
SUMMARY = _typed("summary", "in plain words")
EFFECT = _typed("effect", "effect on services")
STANCE = _chosen("stance", "coalition position", STANCE_NAMES)
NO_OBJECTION = _chosen("stance", "coalition position", STANCE_NAMES, chosen="accept")
WORDING = _typed("wording", "requested wording")
ASKED = _typed("question", "question to the agency")

REQUEST = _typed("request", "request")
TERM = _typed("term", "requested term")
WHY = _typed("why", "reason")
DUE = _typed("due", "due")

GENERAL_QUESTION = _typed("question", "question")
ABOUT = _typed("about", "changes it is about")
ANSWER_SUMMARY = _typed("answer_summary", "our summary of the answer")

REQUIRED = _chosen("requires", "does the law require it", REQUIRES)
CITE = _typed("cite", "pin cite")
ANALYSIS = _typed("analysis", "analysis, internal")
EXTERNAL = _typed("external", "text for the packet")

OPTIONS = _typed("options", "options")
RECOMMENDATION = _chosen("recommendation", "recommendation", STANCE_NAMES)
DISSENT = _typed("dissent", "dissent")
AGREED_WORDING = _typed("agreed", "agreed wording")

YES = _typed("yes", "seats that voted yes")
NO = _typed("no", "seats that voted no")
ABSTAIN = _typed("abstain", "seats that abstained")
DECIDED = _typed("decided", "when and where it was decided")

ACKNOWLEDGED = _chosen("acknowledged", "acknowledged", ACKNOWLEDGEMENTS)
REASON = _chosen("reason", "reason", REASONS, words=_WORDS)
AUTHORITY = _typed("authority", "legal authority")
APPLIES_TO = _chosen("applies", "applies to", APPLIES)
RESPONSE = _chosen("response", "response", RESPONSES, words=_TYPE)
LISTED_CLAUSE = _typed("clause", "clause")
LISTED_CHANGE = _typed("listed", "what changed")

ASK_ANSWER = _chosen("ask_answer", "agency’s answer", ASK_ANSWERS, words=_TYPE)
GRANTED = _typed("granted", "granted term")
QUESTION_ANSWER = _typed("reply", "answer")

WHO = _typed("who", "name")
MEETING = _typed("who", "meeting")
COUNTED_OF = _chosen("who", "counted of", DENOMINATORS, chosen="all")

# The fields that are typed words only, and those of which a word of a choice comes first.
FIELDS: Mapping[str, Answer] = {
    answer.tag: answer
    for answer in (
        PRIORITY, SUMMARY, EFFECT, STANCE, WORDING, ASKED, REQUEST, TERM, WHY, DUE, ABOUT, ANSWER_SUMMARY, REQUIRED,
        CITE, ANALYSIS, EXTERNAL, OPTIONS, RECOMMENDATION, DISSENT, AGREED_WORDING, YES, NO, ABSTAIN, DECIDED,
        ACKNOWLEDGED, REASON, AUTHORITY, APPLIES_TO, RESPONSE, LISTED_CLAUSE, LISTED_CHANGE, ASK_ANSWER, GRANTED,
        QUESTION_ANSWER,
    )
}  # fmt: skip
# How people write what they could have chosen.
SYNONYMS: Mapping[str, Mapping[str, tuple[str, ...]]] = {
    "acknowledged": {
        "acknowledged": ("yes", "acknowledge", "confirmed", "correct"),
        "partly": ("partially", "in part", "partly acknowledged"),
        "denied": ("no", "not acknowledged", "deny", "incorrect"),
    },
    "response": {
        "agreed": ("agree", "accepted", "yes"),
        "rejected": ("reject", "declined", "no"),
        "counterproposal": ("counter", "counter-proposal", "alternative"),
        "question": ("question",),
    },
    "ask_answer": {
        "granted": ("yes", "agreed", "approved"),
        "partly_granted": ("partially granted", "in part", "partly"),
        "refused": ("no", "denied", "rejected", "declined"),
        "under_review": ("pending",),
    },
    "stance": {
        "restore": ("restore", "oppose", "old wording"),
        "amend": ("amend", "change as requested"),
        "accept": ("accept", "no objections"),
        "support": ("support",),
    },
    "requires": {"does_not_apply": ("not applicable", "n/a")},
}
NEGATIONS = ("not", "no", "never", "cannot", "don't", "doesn't")
CONDITIONS = ("if", "only if", "unless", "provided", "but")


@dataclass(frozen=True, slots=True, kw_only=True)
class Declared:
    """What a form asks besides its rows: of whom it is filled in.

    ``title`` is what the form is called, ``identity`` the questions about the one who fills it in.
    """

    kind: FormKind
    title: str
    identity: tuple[Question, ...]


_NAME = Question(row="Name", title="Your name", answer=WHO)
FORMS: Mapping[FormKind, Declared] = {
    form.kind: form
    for form in (
        Declared(kind=FormKind.LEAD, title="Lead form", identity=(_NAME,)),
        Declared(
            kind=FormKind.EXPERT,
            title="Expert form",
            identity=(_NAME, Question(row="Field", title="Your field or office", answer=WHO)),
        ),
        Declared(
            kind=FormKind.WORKGROUP,
            title="Workgroup sheet",
            identity=(
                _NAME,
                Question(row="Meeting", title="Meeting or call: day and place", answer=MEETING),
                Question(
                    row="Counted",
                    title="Of what are shares counted",
                    note="Half and two thirds are taken of all seats, unless your rules count those that voted.",
                    answer=COUNTED_OF,
                ),
            ),
        ),
        Declared(
            kind=FormKind.AGENCY,
            title="Acknowledgment form",
            identity=(
                Question(row="Office", title="Office that answers", answer=WHO),
                Question(row="Name", title="Name and telephone of whoever answers questions", answer=WHO),
            ),
        ),
        Declared(
            kind=FormKind.PACKET,
            title="Response packet",
            identity=(Question(row="Office", title="Office that answers", answer=WHO),),
        ),
    )
}


IDENTITY_COLUMNS = columns_of(("title", "About this form", 450), ("answer", "Your answer", 550, WHO))
LEAD_COLUMNS = columns_of(
    ("id", "Change ID", 62),
    ("what", "What changed", 238),
    ("priority", "Priority", 92, PRIORITY),
    ("summary", "In plain words", 130, SUMMARY),
    ("effect", "Effect on services", 130, EFFECT),
    ("stance", "Coalition position", 98, STANCE),
    ("wording", "Requested wording", 130, WORDING),
    ("question", "Question for the agency", 120, ASKED),
)
LEAD_ADMINISTRATIVE_COLUMNS = columns_of(
    ("id", "Change ID", 78),
    ("clause", "Clause (old → new)", 202),
    ("what", "What changed", 420),
    ("stance", "Coalition position", 120, NO_OBJECTION),
    ("effect", "Effect on services, if any", 180, EFFECT),
)
ASK_COLUMNS = columns_of(
    ("id", "Ask", 62),
    ("request", "What we ask", 328, REQUEST),
    ("term", "Requested term", 180, TERM),
    ("why", "Reason", 270, WHY),
    ("due", "Answer due", 160, DUE),
)
QUESTION_COLUMNS = columns_of(
    ("id", "No.", 62),
    ("question", "Question for the agency", 438, GENERAL_QUESTION),
    ("about", "Changes it is about", 180, ABOUT),
    ("answer_summary", "Our summary of the answer, once there is one", 320, ANSWER_SUMMARY),
)
EXPERT_COLUMNS = columns_of(
    ("id", "Change ID", 66),
    ("what", "What changed", 234),
    ("reason", "Agency’s stated reason and authority", 150),
    ("requires", "Does it require this?", 110, REQUIRED),
    ("cite", "Pin cite", 110, CITE),
    ("analysis", "Analysis (internal, never sent)", 165, ANALYSIS),
    ("external", "Text for the packet", 165, EXTERNAL),
)
WORKGROUP_COLUMNS = columns_of(
    ("id", "Change ID", 66),
    ("what", "What changed, and what we want", 284),
    ("options", "Options", 160, OPTIONS),
    ("recommendation", "Recommendation", 130, RECOMMENDATION),
    ("dissent", "Dissent, in one neutral sentence", 160, DISSENT),
    ("agreed", "Wording agreed with the agency", 200, AGREED_WORDING),
)
VOTE_COLUMNS = columns_of(
    ("id", "Vote", 66),
    ("what", "What is voted on", 344),
    ("yes", "Yes: seats", 140, YES),
    ("no", "No: seats", 140, NO),
    ("abstain", "Abstained: seats", 140, ABSTAIN),
    ("decided", "When and where", 170, DECIDED),
)
AGENCY_COLUMNS = columns_of(
    ("id", "Change ID", 66),
    ("clause", "Clause (old → new)", 104),
    ("what", "What changed", 320),
    ("acknowledged", "Acknowledged?", 110, ACKNOWLEDGED),
    ("reason", "Reason", 170, REASON),
    ("authority", "Legal authority", 130, AUTHORITY),
    ("applies", "Applies to", 100, APPLIES_TO),
)
ADMINISTRATIVE_AGENCY_COLUMNS = columns_of(
    ("id", "Change ID", 78),
    ("clause", "Clause (old → new)", 182),
    ("what", "What changed", 400),
    ("acknowledged", "Acknowledged?", 140, ACKNOWLEDGED),
    ("reason", "Reason", 200, REASON),
)
LATER_COLUMNS = columns_of(
    ("id", "Change ID", 66),
    ("what", "What changed", 264),
    ("before", "What was said so far", 220),
    ("acknowledged", "Acknowledged?", 110, ACKNOWLEDGED),
    ("reason", "Reason and authority", 160, REASON),
    ("response", "Your response to our request", 180, RESPONSE),
)
LISTED_COLUMNS = columns_of(
    ("id", "No.", 66),
    ("clause", "Clause", 104, LISTED_CLAUSE),
    ("listed", "What changed", 320, LISTED_CHANGE),
    ("reason", "Reason", 240, REASON),
    ("authority", "Legal authority", 150, AUTHORITY),
    ("applies", "Applies to", 120, APPLIES_TO),
)
ASK_ANSWER_COLUMNS = columns_of(
    ("id", "Ask", 62),
    ("request", "What we ask", 258),
    ("why", "Why", 210),
    ("due", "By when", 110),
    ("ask_answer", "Your answer", 210, ASK_ANSWER),
    ("granted", "Term that you grant", 150, GRANTED),
)
QUESTION_ANSWER_COLUMNS = columns_of(
    ("id", "No.", 66),
    ("question", "Question", 434),
    ("reply", "Your answer", 500, QUESTION_ANSWER),
)

ASK_ROWS = tuple(OpenRow(id=f"R-{number:02}", title="") for number in range(1, 6))
POINT_ROWS = tuple(OpenRow(id=f"P-{number:02}", title="") for number in range(1, 9))
LISTED_ROWS = tuple(OpenRow(id=f"A-{number:02}", title="") for number in range(1, 11))
CONSENT_AGENDA = "V-000"
"""The vote on all changes with no objection that have no vote of their own."""


def vote_id(change: str) -> str:
    """The id of the vote on a change: "V-014" on C-014."""
    return f"V{change[1:]}"


def question_id(change: str) -> str:
    """The id of the question on a change: "Q-014" on C-014."""
    return f"Q{change[1:]}"


def answer_codes(field: str) -> tuple[str, ...]:
    """The codes that can be chosen in a column; nothing where people type."""
    return tuple(choice.code for choice in FIELDS[field].choices) if field in FIELDS else ()

"""The member form, declared: what the response document asks each member organization."""

from contractdiff.forms.fields import Answer, Column, OpenRow, Question

POSITIONS = ("Support", "Oppose", "Concern", "No impact", "Not applicable", "Question")

POSITION = Answer(name="position", tag="pos", choices=POSITIONS)
FEEDBACK = Answer(name="feedback", tag="fb")

# The changes that may matter. At most seven columns can be read on a sheet of paper.
CHANGE_COLUMNS = (
    Column(key="id", title="Change ID", share=75),
    Column(key="clause", title="Clause (old\u00a0→\u00a0new)", share=118),
    Column(key="what", title="What changed", share=286),
    Column(key="why", title="Why it may matter", share=228),
    Column(key="position", title="Your position", share=98, answer=POSITION),
    Column(key="feedback", title="Your feedback", share=195, answer=FEEDBACK),
)

# Changes of numbering, references, dates and spelling: fewer words about each, and none left out.
ADMINISTRATIVE_COLUMNS = (
    Column(key="id", title="Change ID", share=78),
    Column(key="clause", title="Clause (old → new)", share=222),
    Column(key="what", title="What changed", share=430),
    Column(key="feedback", title="Your feedback", share=270, answer=FEEDBACK),
)

OPEN_COLUMNS = (
    Column(key="id", title="Row", share=78),
    Column(key="title", title="What to write here", share=352),
    Column(key="feedback", title="Your feedback", share=570, answer=FEEDBACK),
)

GENERAL = OpenRow(id="G-01", title="General comments on the new version as a whole.")
MISSED = tuple(
    OpenRow(
        id=f"N-{number:02}",
        title="A change we found that is not listed. Name the clause or page, and say what changed.",
    )
    for number in range(1, 6)
)
QUESTIONS = tuple(
    OpenRow(id=f"Q-{number:02}", title="A question you want the agency to answer.") for number in range(1, 6)
)
OPEN_ROWS = (GENERAL, *MISSED, *QUESTIONS)

NAME_US, COUNT_US, COALITION_USE = "Name us", "Count us only", "Coalition use only"
CONSENT = (NAME_US, COUNT_US, COALITION_USE)

# Each question of the identity block says for itself how it is answered.
IDENTITY_COLUMNS = (
    Column(key="title", title="About you", share=560),
    Column(key="answer", title="Your answer", share=440, answer=Answer(name="answer", tag="who")),
)

IDENTITY = (
    Question(row="Organization", title="Organization", answer=Answer(name="name", tag="who")),
    Question(row="Contact", title="Contact person", answer=Answer(name="name", tag="who")),
    Question(row="Reach", title="E-mail or phone", answer=Answer(name="address", tag="who")),
    Question(row="Programs", title="Programs this contract pays for", answer=Answer(name="names", tag="who")),
    Question(
        row="Funding",
        title="How the contract pays you",
        answer=Answer(name="type", tag="who", choices=("Grant", "Fee-for-service", "Both", "Other")),
    ),
    Question(
        row="Consent",
        title="How we may use your answers",
        note=f"“{COUNT_US}” holds unless you choose otherwise: we report answers without naming you. "
        f"“{NAME_US}”: we may say they are yours. “{COALITION_USE}”: they stay with us.",
        answer=Answer(name="choice", tag="who", choices=CONSENT, chosen=COUNT_US),
    ),
    Question(
        row="Quoting",
        title="May we quote your words?",
        note="We do not unless you choose “Yes”.",
        answer=Answer(name="choice", tag="who", choices=("Yes", "No")),
    ),
)

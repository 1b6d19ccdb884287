"""The forms of leads, experts, the workgroup and the agency, as Word documents to be filled in.

Each is filled with what was said so far, so that a form that is made anew goes on from there. What its columns ask is
declared in ``exchange_columns``; the reader of what comes back follows the same declaration.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from pathlib import Path

from contractdiff.forms import exchange_columns as ask
from contractdiff.forms import lead_filling as filling
from contractdiff.forms.appendices import full_texts
from contractdiff.forms.change_tables import administrative_cells, change_cells, fits_a_page
from contractdiff.forms.fields import Column
from contractdiff.forms.language import ENGLISH
from contractdiff.forms.lead_filling import Filled
from contractdiff.forms.look import Sheet, Style, answer_field, text
from contractdiff.forms.response import digest_of, form_identity, page_marks
from contractdiff.model import (
    APPLIES,
    PACKET_PROPERTY,
    REASONS,
    RESPONSES,
    AgencyAnswer,
    Denominator,
    Exchange,
    FormKind,
    Line,
    Stance,
    Tally,
    tally_of,
    voted_text,
)
from contractdiff.ooxml.filling import fill_template
from contractdiff.ooxml.saving import pack
from contractdiff.ooxml.spoken import counts_line, internal_notice
from contractdiff.ooxml.template import open_template
from contractdiff.ooxml.writing import Xml, joined, paragraph, run
from contractdiff.options import ExchangeFormOptions
from contractdiff.resources import template_path
from contractdiff.text.id_ranges import in_ranges

_FORM_MARK = "{{form}}"
_ROOM, _OPEN_ROOM, _FOLDED_ROOM = 1300, 700, 360
_Cells = Mapping[str, Xml]


def exchange_form_identity(exchange: Exchange, kind: FormKind) -> str:
    """What tells a form from others in its footer and properties: "FY2012 · 3f9a1c22 · agency · round 2"."""
    return f"{form_identity(exchange.comparison)} · {kind.value} · round {exchange.round}"


def exchange_form(
    exchange: Exchange, kind: FormKind, options: ExchangeFormOptions, *, template: Path | None = None
) -> bytes:
    """Return a form as a .docx file.

    Args:
        exchange: The exchange as it stands, with which the form is filled.
        kind: Lead, expert, workgroup or agency.
        options: Which changes it lists, by when it is to come back and where to.
        template: A Word template of the coalition's own; ``None`` for the one that comes with contractdiff.

    Raises:
        TemplateError: If the template cannot be read or lacks something.
    """
    opened = open_template(template or template_path("response.docx"), styles=tuple(Style), marks=(_FORM_MARK,))
    sheet = Sheet(width=opened.text_width, language=ENGLISH)
    title = f"{ask.FORMS[kind].title}: changes from {exchange.comparison.old.name} to {exchange.comparison.new.name}"
    form = _Form(exchange, options, sheet)
    content = joined((*form.top(kind, title), *_PARTS[kind](form), text("End of the form.", Style.NORMAL)))
    # two forms of one round differ in what stands in them already, and must be told apart when they come back
    identity = f"{exchange_form_identity(exchange, kind)} · {digest_of(content)}"
    coalition, agency = exchange.feedback.coalition, exchange.feedback.agency
    return pack(
        fill_template(
            opened,
            content,
            marks={
                _FORM_MARK: f"Form {identity}",
                **page_marks(ENGLISH),
                "{{coalition}}": coalition,
                "{{agency}}": agency,
            },
            title=title,
            author=coalition,
            language=ENGLISH.tag,
            properties={PACKET_PROPERTY: identity},
        )
    )


class _Form:
    """Writes the parts of one form."""

    def __init__(self, exchange: Exchange, options: ExchangeFormOptions, sheet: Sheet) -> None:
        self.exchange, self.options, self.sheet = exchange, options, sheet
        self.tally: Tally | None = tally_of(exchange.feedback) if exchange.feedback.respondents else None

    # --- page one -------------------------------------------------------------------------------------------------

    def top(self, kind: FormKind, title: str) -> Iterator[Xml]:
        """Page one: what this is, what to do, and who fills it in."""
        who, steps = WHAT_IT_IS[kind]
        coalition = self.exchange.feedback.coalition
        agency = self.exchange.feedback.agency or "the agency"
        yield text(title, Style.TITLE)
        yield text(f"{ask.FORMS[kind].title} · {coalition}" if coalition else ask.FORMS[kind].title, Style.SUBTITLE)
        if kind is not FormKind.AGENCY:
            yield internal_notice()
        yield text(who.format(coalition=coalition or "the coalition", agency=agency), Style.NORMAL)
        if back := self._back():
            yield paragraph(run(back, Style.STRONG), style=Style.RETURN_BY)
        yield text("What to do", Style.HEADING)
        for first, rest in steps:
            yield paragraph(run(first, Style.STRONG), run(f" {rest}"), style=Style.STEP)
        if kind is FormKind.WORKGROUP:
            yield self._committee()
        columns = ask.IDENTITY_COLUMNS
        grid = self.sheet.grid(columns)
        yield self.sheet.table(
            columns,
            (
                grid.row(
                    joined(
                        (
                            paragraph(run(question.title, Style.STRONG), style=Style.CELL_TEXT),
                            *([text(question.note, Style.CELL_NOTE)] if question.note else []),
                        )
                    ),
                    answer_field(question.answer, question.row, chosen=self._chosen(question.row)),
                )
                for question in ask.FORMS[kind].identity
            ),
            title="About this form",
            description="Please answer in the column on the right.",
        )

    def _chosen(self, row: str) -> str:
        """The choice that holds today, so that a form sent back as it is changes nothing."""
        return "voting" if row == "Counted" and self.exchange.denominator is Denominator.VOTING else ""

    def _back(self) -> str:
        by = f"by {self.options.return_by}" if self.options.return_by else ""
        to = f"to {self.options.return_to}" if self.options.return_to else ""
        return f"Please send this document back {' '.join(filter(None, (by, to)))}." if by or to else ""

    def _committee(self) -> Xml:
        seats = "; ".join(f"{seat} ({names.split('; ')[0]})" if names else seat for seat, names in self.exchange.seats)
        said = seats or "the roster names none yet; add a column “Committee seat” to it, or no vote can be counted"
        return paragraph(run("Seats: ", Style.STRONG), run(f"{said}."), style=Style.NORMAL)

    # --- rows -----------------------------------------------------------------------------------------------------

    def lines(self, lines: Sequence[Line]) -> Sequence[Line]:
        """Those of the lines that the form is to list."""
        wanted = self.options.changes
        return [line for line in lines if line.id in wanted] if wanted else lines

    def what(self, line: Line, *, clause: bool = True) -> tuple[Xml, tuple[str, ...]]:
        """What changed, as it is printed, and its words to measure it by."""
        cells, words = change_cells(line.comparison, line.change, self.sheet)
        parts = (*([cells["clause"]] if clause else []), cells["what"])
        return joined(parts), (*words["clause"], *words["what"])

    def changes(
        self,
        heading: str,
        description: str,
        columns: Sequence[Column],
        lines: Sequence[Line],
        printed: Callable[[Line], tuple[_Cells, Mapping[str, tuple[str, ...]]]],
        filled: Callable[[Line], Filled],
        *,
        height: int = _ROOM,
        name: Callable[[str], str] = str,
    ) -> Iterator[Xml]:
        """A table with a row for each change, under a heading."""
        if not lines:
            return
        grid = self.sheet.grid(columns)
        widths = dict(zip((column.key for column in columns), grid.widths, strict=True))

        def row(line: Line) -> Xml:
            cells, words = printed(line)
            own, known = name(line.id), filled(line)
            content = (self._cell(column, own, cells, known) for column in columns)
            said = {**words, **{key: (text_,) for key, (text_, _) in known.items() if text_}}
            return grid.row(*content, height=height, whole=fits_a_page(said, widths))

        yield text(heading, Style.HEADING)
        yield self.sheet.table(columns, map(row, lines), title=heading, description=description)

    def _cell(self, column: Column, row: str, cells: _Cells, filled: Filled) -> Xml:
        if column.answer is not None:
            answered, chosen = filled.get(column.key, ("", ""))
            return answer_field(column.answer, row, answered=answered, chosen=chosen)
        return self.sheet.row_id(row) if column.key == "id" else cells[column.key]

    def open_rows(
        self,
        heading: str,
        description: str,
        columns: Sequence[Column],
        rows: Iterable[tuple[str, Mapping[str, str], Filled]],
        *,
        height: int = _OPEN_ROOM,
    ) -> Iterator[Xml]:
        """A table of rows that belong to no change: the id of each, what is printed, what it is filled with."""
        grid = self.sheet.grid(columns)
        made = [
            grid.row(
                *(
                    self._cell(column, name, {key: text(words or "–") for key, words in printed.items()}, filled)
                    for column in columns
                ),
                height=height,
                whole=all(len(words) < 1500 for words, _ in filled.values()),
            )
            for name, printed, filled in rows
        ]
        if made:
            yield text(heading, Style.HEADING)
            yield self.sheet.table(columns, made, title=heading, description=description)

    def appendix(self, lines: Iterable[Line]) -> Xml:
        """The old and the new text of the changes that the form lists."""
        wanted = {line.id for line in lines}
        changes = [change for change in self.exchange.comparison.changes if change.id in wanted]
        return full_texts(self.exchange.comparison, changes, self.sheet)

    # --- the forms ------------------------------------------------------------------------------------------------

    def lead(self) -> Iterator[Xml]:
        # what the lead has set lower, and what there is wording for, is told in full all the same
        in_full = [line for line in self.exchange.administrative if filling.is_told_in_full(line)]
        mattering = self.lines((*self.exchange.mattering, *in_full))
        administrative = self.lines([line for line in self.exchange.administrative if line not in in_full])
        yield from self.changes(
            "The changes that may matter",
            "Each row is one change. Please fill in the shaded columns; what you wrote before stands there already.",
            ask.LEAD_COLUMNS,
            mattering,
            self._for_lead,
            filling.of_change,
        )
        yield from self.changes(
            "Administrative changes",
            "Numbers, references, dates and spelling. “No objection” is chosen already; choose another position where "
            "one of them matters.",
            ask.LEAD_ADMINISTRATIVE_COLUMNS,
            administrative,
            self._administrative,
            filling.of_administrative,
            height=_FOLDED_ROOM,
        )
        asked, points = filling.asks(self.exchange), filling.points(self.exchange)
        yield from self.open_rows(
            "What we ask besides wording",
            "Each row is one ask: a delay, a meeting, a marked copy. Two or three are enough. To take one back, write "
            "“Withdrawn” before it.",
            ask.ASK_COLUMNS,
            ((name, {}, filled) for name, filled in asked.items()),
        )
        yield from self.open_rows(
            "Questions about the whole, or about several changes",
            "Each row is one question for the agency, in the coalition’s own words. Questions on one change stand in "
            "the first table. Once the agency has answered, add a summary for the FAQ.",
            ask.QUESTION_COLUMNS,
            ((name, {}, filled) for name, filled in points.items()),
        )
        yield from self._members_asked()
        yield self.appendix((*mattering, *administrative))

    def _members_asked(self) -> Iterator[Xml]:
        """What members asked, for the lead to put into the coalition's own words."""
        feedback = self.exchange.feedback
        said = [
            (row, each.entry.text)
            for respondent in feedback.respondents
            for row, several in sorted(respondent.said.items())
            for each in several
            if row.startswith("Q-") and each.counts
        ]
        if not said:
            return
        yield text("What members asked", Style.HEADING)
        yield text(
            "Internal. Put what the agency should answer into your own words above; members’ words do not leave the "
            "coalition without their consent.",
            Style.NORMAL,
        )
        for words, number in _alike(words for _, words in said):
            yield paragraph(run(f"{words} {f'({number} times)' if number > 1 else ''}".strip()), style=Style.SHORT_LINE)

    def _for_lead(self, line: Line) -> tuple[_Cells, Mapping[str, tuple[str, ...]]]:
        shown, words = self.what(line)
        told = counts_line(self.tally, self.tally.of(line.id)) if self.tally else ""
        state = [text(each, Style.CELL_NOTE) for each in filling.state_of(line)]
        parts = (shown, *([text(f"Members: {told}", Style.CELL_NOTE)] if told else []), *state)
        return {"what": joined(parts)}, {"what": (*words, told)}

    def _administrative(self, line: Line) -> tuple[_Cells, Mapping[str, tuple[str, ...]]]:
        return administrative_cells(line.comparison, line.change, self.sheet), {}

    def expert(self) -> Iterator[Xml]:
        lines = self.lines(self.exchange.mattering) if self.options.changes else self._with_authority()
        yield from self.changes(
            "The changes for which a law is named",
            "Each row is one change. Please answer the shaded columns: whether the law that is named requires it, "
            "where that stands, your analysis for the coalition alone, and a text that may go to the agency.",
            ask.EXPERT_COLUMNS,
            lines,
            self._for_expert,
            lambda line: {},
        )
        yield self.appendix(lines)

    def _with_authority(self) -> Sequence[Line]:
        """The changes that cite a law, or for which the agency names one; all that matter where there are none."""
        cited = {cited.change for law in self.exchange.comparison.authorities for cited in law.changes}
        found = [line for line in self.exchange.mattering if line.id in cited or _names_a_law(line.reason)]
        return found or self.exchange.mattering

    def _for_expert(self, line: Line) -> tuple[_Cells, Mapping[str, tuple[str, ...]]]:
        shown, words = self.what(line)
        laws = [
            law.name
            for law in self.exchange.comparison.authorities
            if any(cited.change == line.id for cited in law.changes)
        ]
        reason = [*reason_lines(line.reason), *([f"The contract cites: {'; '.join(laws)}."] if laws else [])]
        cell = joined(text(each) for each in reason) if reason else text("None was given.")
        return {"what": shown, "reason": cell}, {"what": words, "reason": tuple(reason)}

    def workgroup(self) -> Iterator[Xml]:
        lines = self.lines(self.exchange.mattering)
        yield from self.changes(
            "Recommendations",
            "Each row is one change. What you recommend goes before what the lead proposed. Wording that was agreed "
            "with the agency is checked word for word against the contract that is issued.",
            ask.WORKGROUP_COLUMNS,
            lines,
            self._for_workgroup,
            lambda line: {
                "options": (line.options, ""),
                "recommendation": ("", line.stance.value if line.stance else ""),
                "dissent": (line.dissent, ""),
                "agreed": (line.agreed, ""),
            },
        )
        voted = [line for line in lines if line.stance is not Stance.ACCEPT]
        yield from self.open_rows(
            "Votes",
            "Each row is one vote. Write the seats into the columns: “1, 2, 5-7”, “all but 3”, “none”. Seats in "
            "no column were absent. Only what was voted on may be called the coalition’s position.",
            ask.VOTE_COLUMNS,
            (
                *([self._consent_agenda()] if not self.options.changes else []),
                *((ask.vote_id(line.id), {"what": voted_on(line)}, {}) for line in voted),
            ),
            height=_FOLDED_ROOM,
        )
        yield self.appendix(lines)

    def _consent_agenda(self) -> tuple[str, Mapping[str, str], Filled]:
        accepted = [line.id for line in self.exchange.lines if line.stance is Stance.ACCEPT]
        listed = in_ranges(accepted)
        said = f"The changes with “No objection”, {len(accepted):,}, taken together: {listed}." if listed else ""
        return ask.CONSENT_AGENDA, {"what": said or "No change has “No objection” so far: nothing to vote on here."}, {}

    def _for_workgroup(self, line: Line) -> tuple[_Cells, Mapping[str, tuple[str, ...]]]:
        shown, words = self.what(line)
        said = [f"Effect on services: {line.effect}"] if line.effect else []
        said += [f"The lead proposes: {voted_on(line)}"] if line.stance else []
        said += [f"The agency’s reason: {each}" for each in reason_lines(line.reason)]
        said += [f"An expert ({each.by}): {each.analysis}" for each in line.opinions if each.analysis]
        return {"what": joined((shown, *map(text, said)))}, {"what": (*words, *said)}

    def agency(self) -> Iterator[Xml]:
        mattering = self.lines(self.exchange.mattering)
        administrative = self.lines(self.exchange.administrative)
        later = self.exchange.round > 1
        yield from self.changes(
            "The changes that we found",
            "Each row is one change. Please say in the shaded columns whether you acknowledge it, why it was made, "
            + ("and how you respond to our request." if later else "which law requires it, and what it applies to."),
            ask.LATER_COLUMNS if later else ask.AGENCY_COLUMNS,
            mattering,
            self._for_agency_later if later else self._for_agency,
            lambda line: {},
        )
        yield from self.changes(
            "Administrative changes",
            "Numbers, references, dates and spelling. Please say whether you acknowledge them, and give a reason where "
            "there is one.",
            ask.ADMINISTRATIVE_AGENCY_COLUMNS,
            administrative,
            self._administrative,
            lambda line: {},
            height=_FOLDED_ROOM,
        )
        yield from self.open_rows(
            "Changes that are not listed above",
            "Please list here every change that you made and that stands in no row above, also in documents that are "
            "made part of the contract.",
            ask.LISTED_COLUMNS,
            ((row.id, {}, {}) for row in ask.LISTED_ROWS),
        )
        yield self.appendix((*mattering, *administrative))

    def _for_agency(self, line: Line) -> tuple[_Cells, Mapping[str, tuple[str, ...]]]:
        cells, words = change_cells(line.comparison, line.change, self.sheet)
        return {"clause": cells["clause"], "what": cells["what"]}, {key: words[key] for key in ("clause", "what")}

    def _for_agency_later(self, line: Line) -> tuple[_Cells, Mapping[str, tuple[str, ...]]]:
        shown, words = self.what(line)
        said = said_so_far(line) or ["Nothing was said of it yet."]
        return {"what": shown, "before": joined(map(text, said))}, {"what": words, "before": tuple(said)}


def voted_on(line: Line) -> str:
    """What a vote on a change is about."""
    return voted_text(line.id, line.stance, line.wording)


def reason_lines(answer: AgencyAnswer | None) -> list[str]:
    """The reason that the agency gave, in sentences; nothing where it gave none."""
    if answer is None:
        return []
    category = REASONS.get(answer.category, "")
    reason = f"{category}: {answer.reason}" if category and answer.reason else category or answer.reason
    applies = APPLIES.get(answer.applies, answer.applies)
    said = (reason, answer.authority and f"Authority: {answer.authority}", applies and f"Applies to: {applies}")
    return [each for each in said if each]


def _names_a_law(answer: AgencyAnswer | None) -> bool:
    return answer is not None and bool(answer.authority or answer.category in ("federal_law", "state_law"))


def said_so_far(line: Line) -> list[str]:
    """What the agency may be told was said: the coalition's position and request, and its own answers by rounds."""
    said = []
    carried = line.label.is_position or line.label.is_support
    if carried:
        said.append(f"Our position: {line.position}")
    if line.wording and carried:
        said.append(f"Requested wording: “{line.wording}”")
    if line.question:
        said.append(f"Our question: {line.question}")
    for answer in line.answers:
        reason = "; ".join(reason_lines(answer))
        response = ": ".join(filter(None, (RESPONSES.get(answer.response, ""), answer.reply)))
        told = "; ".join(filter(None, (reason, response)))
        said += [f"You wrote in round {answer.round}: {told}"] if told else []
    return said


def _alike(texts: Iterable[str]) -> Iterator[tuple[str, int]]:
    """Texts, those that differ in spaces and capitals alone once, with how often each was written."""
    found: dict[str, tuple[str, int]] = {}
    for each in texts:
        key = " ".join(each.casefold().split()).rstrip("?. ")
        first, number = found.get(key, (each, 0))
        found[key] = (first, number + 1)
    yield from sorted(found.values(), key=lambda each: -each[1])


_PARTS: Mapping[FormKind, Callable[[_Form], Iterator[Xml]]] = {
    FormKind.LEAD: _Form.lead,
    FormKind.EXPERT: _Form.expert,
    FormKind.WORKGROUP: _Form.workgroup,
    FormKind.AGENCY: _Form.agency,
}
SAVE = ("Save the document and send it back.", "Rows that you leave empty are taken for no answer.")
WHAT_IT_IS: Mapping[FormKind, tuple[str, Sequence[tuple[str, str]]]] = {
    FormKind.LEAD: (
        "For whoever leads the work at {coalition}: how much each change matters, what it does to services, what to "
        "ask for. What you write here stands in the packet to {agency}, but for the position: that is one only once "
        "the committee has voted.",
        (
            ("Start at the top:", "the changes that may matter most come first."),
            ("Say something of every change.", "A packet with an empty line is not sent; “No objection” is enough."),
            ("Write the wording you want", "as it should stand in the contract, the smallest change that helps."),
            ("Name no member and quote none:", "what you write here leaves the coalition."),
            SAVE,
        ),
    ),
    FormKind.EXPERT: (
        "For somebody who knows the law or the field, asked by {coalition}: does the law that is named require the "
        "change? Your analysis stays within the coalition; only the text for the packet may go to {agency}.",
        (
            ("Look the law up in its source.", "Does it reach this money, this amount, this year; this very term?"),
            ("Choose an answer,", "and give the section (the pin cite)."),
            ("Keep the two texts apart:", "what is only for us, and what the agency may read."),
            SAVE,
        ),
    ),
    FormKind.WORKGROUP: (
        "For the one who keeps the record of the workgroup of {coalition}: what it weighed and recommends, who "
        "dissents and why, the wording agreed with {agency}, and how each seat voted.",
        (
            ("Write down what was decided,", "not what you expect to be."),
            ("Dissent is one neutral sentence", "without names; it may stand in the packet."),
            ("Record votes by seat.", "Without a vote nothing is called the coalition’s position."),
            SAVE,
        ),
    ),
    FormKind.AGENCY: (
        "{coalition} compared both versions of the contract and found the changes listed here. We ask {agency} to say "
        "of each whether it was made, and why, so that all providers can understand it.",
        (
            ("Type in the shaded columns.", "The lists to choose from open with a click; words may be added."),
            ("Where we are mistaken,", "choose “Denied” and tell us what is right."),
            ("Add what we missed", "in the last table: every change that stands in no row."),
            SAVE,
        ),
    ),
}

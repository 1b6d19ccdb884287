"""What people decide about what came back."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from pathlib import Path

from contractdiff.api.exchange import exchange_in, read_exchange
from contractdiff.docket import CHOICES, Docket
from contractdiff.errors import FormError
from contractdiff.files import write_files
from contractdiff.forms import POSITIONS, answer_codes, row_id
from contractdiff.model import CONSENTS, GENERAL, Decision, Feedback, Matter, MatterKind
from contractdiff.readers import bytes_of
from contractdiff.reports import decision_sheet, read_decisions

# Decisions that cannot be kept, which a message tells.
_TOLD = 12
# What can be chosen by a code.
_CODES = {"position": POSITIONS, "consent": CONSENTS}


def decide(folder: Path, decisions: Iterable[Decision], *, at: str) -> tuple[Matter, ...]:
    """Keep what was decided, and return the matters as they stand now.

    Raises:
        FormError: There is no such matter, or it cannot be decided so; nothing is kept then.
    """
    with Docket(folder) as docket:
        feedback = exchange_in(docket).feedback
        matters = {matter.id.casefold(): matter for matter in feedback.matters}
        made, wrong = list[Decision](), list[str]()
        for each in decisions:
            try:
                made.append(_checked(each, matters, feedback))
            except FormError as error:
                wrong.append(str(error))
        if wrong:
            more = f"\nAnd {len(wrong) - _TOLD:,} more." if len(wrong) > _TOLD else ""
            nothing = "\nNothing was recorded." if len(wrong) + len(made) > 1 else ""
            raise FormError("\n".join(wrong[:_TOLD]) + more + nothing)
        docket.decide(made, at=at)
        kept = {each.matter: each for each in made}
        return tuple(replace(m, decision=kept[m.id]) for m in feedback.matters if m.id in kept)


def _checked(decision: Decision, matters: Mapping[str, Matter], feedback: Feedback) -> Decision:
    """A decision as it is kept.

    Raises:
        FormError: It cannot be kept.
    """
    matter = matters.get(decision.matter.strip().casefold())
    if matter is None:
        raise FormError(
            f"There is no matter “{decision.matter}”. “contractdiff resolve DOCKET” lists those that are to be decided."
        )
    choices = {choice.partition(" ")[0]: choice for choice in CHOICES[matter.kind]}
    if decision.choice not in choices:
        raise FormError(
            f"{matter.id} cannot be decided by “{decision.choice}”. It can be: {'; '.join(choices.values())}."
        )
    value = " ".join(decision.value.split())
    if " " in choices[decision.choice]:
        value = _value(matter, decision.choice, value, feedback)
    elif value:
        raise FormError(f"{matter.id}: nothing can stand after “{decision.choice}”; “{value}” does.")
    return replace(decision, matter=matter.id, value=value)


def _value(matter: Matter, choice: str, value: str, feedback: Feedback) -> str:
    """What a choice is made with, as it is kept."""
    if not value:
        raise FormError(f"{matter.id}: “{choice}” needs something after it: {_example(matter, choice)}")
    if choice in ("place", "also"):
        others = (row for each in feedback.others for row in each.sheet.issued)
        rows = [*feedback.comparison.by_id, *feedback.open_rows, GENERAL, *others]
        found = [row_id(each, rows) for each in value.replace(",", " ").split()]
        if not all(found) or (choice == "place" and len(found) > 1):
            raise FormError(f"{matter.id}: “{value}” is no row of the form. {_example(matter, choice)}")
        return " ".join(found)
    if choice == "answer":
        field = matter.id.rpartition("/")[2]
        code = value.casefold().replace(" ", "_")
        codes = answer_codes(field)
        if code not in codes:
            raise FormError(f"{matter.id}: “{value}” is no answer to “{field}”. Choose one of {', '.join(codes)}.")
        return code
    if choice in _CODES:
        code = value.casefold().replace(" ", "_")
        if code not in _CODES[choice]:
            raise FormError(f"{matter.id}: “{value}” is no {choice}. Choose one of {', '.join(_CODES[choice])}.")
        return code
    if choice == "member":
        named = {name.casefold(): m.id for m in feedback.members for name in (*m.aliases, m.name, m.id)}
        if value.casefold() not in named:
            raise FormError(f"{matter.id}: “{value}” is not on the roster. Give a member's number, such as M-017.")
        return named[value.casefold()]
    if choice == "keep" and value.casefold() not in {each.casefold() for each in matter.candidates}:
        raise FormError(f"{matter.id}: “{value}” is none of its files. They are {', '.join(matter.candidates)}.")
    if choice == "keep":
        return next(each for each in matter.candidates if each.casefold() == value.casefold())
    return value


def _example(matter: Matter, choice: str) -> str:
    shown = matter.candidates[0] if matter.candidates else {"place": "C-014", "also": "C-015 C-016"}.get(choice, "…")
    if matter.kind is MatterKind.ANSWER:
        shown = next(iter(answer_codes(matter.id.rpartition("/")[2])), "…")
    if matter.kind is MatterKind.POSITION:
        shown = POSITIONS[0]
    return f"Type, for example: {choice} {shown}"


def write_decision_sheet(folder: Path, output: Path, *, force: bool = False) -> int:
    """Write the matters that are open to an Excel file, and return how many they are.

    Raises:
        OutputError: It cannot be written.
    """
    matters = read_exchange(folder).feedback.open_matters
    write_files([(output, decision_sheet(matters))], force=force, private=True)
    return len(matters)


def take_decisions(folder: Path, file: Path, *, by: str = "", at: str) -> tuple[Matter, ...]:
    """Keep what was decided in a worksheet, and return the matters as they stand now.

    Who sent a file is decided first: other matters may hang on it. Those that are gone by then, and those that were
    decided so already, are passed over.

    Raises:
        FormError: It is no such worksheet, or a row of it cannot be kept; no row of its kind is kept then.
    """
    decided = [replace(each, by=each.by or by) for each in read_decisions(bytes_of(file), file.name)]
    before = {each.id: each for each in read_exchange(folder).feedback.matters}
    if unknown := [each.matter for each in decided if each.matter not in before]:
        raise FormError(
            f"{file.name}: there is no matter “{unknown[0]}” in this docket, or no longer. Make the worksheet anew."
        )
    done: list[Matter] = []
    for of_who in (True, False):
        now = {each.id: each for each in read_exchange(folder).feedback.matters}
        wanted = [each for each in decided if (before[each.matter].kind is MatterKind.WHO) is of_who]
        wanted = [each for each in wanted if each.matter in now and not _is_decided_so(each, now[each.matter])]
        done += decide(folder, wanted, at=at)
    return tuple(done)


def _is_decided_so(decision: Decision, matter: Matter) -> bool:
    known = matter.decision
    return known is not None and (known.choice, known.value) == (decision.choice, decision.value)

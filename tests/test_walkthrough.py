"""The README's walk-through does what it says, from the first command to the outcome."""

from pathlib import Path

import pytest
from walkthrough import README, Step, clone, output_of, steps

from contractdiff import api
from contractdiff.model import AskStatus, Exchange, Result

STEPS = steps(README.read_text("utf-8"))


@pytest.fixture(scope="module")
def walked(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, dict[Step, str]]:
    """The folder in which all of it was typed, and what was printed."""
    folder = tmp_path_factory.mktemp("clone")
    clone(folder)
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(folder)
        return folder, {step: output_of(step) for step in STEPS}


@pytest.fixture(scope="module")
def exchange(walked: tuple[Path, dict[Step, str]]) -> Exchange:
    return api.read_exchange(walked[0] / "tamarack")


def test_every_command_prints_what_the_readme_shows(walked: tuple[Path, dict[Step, str]]) -> None:
    _, printed = walked
    assert len(printed) == len(STEPS), "a command is typed twice in the same way"
    assert [printed[step] for step in STEPS] == [step.printed for step in STEPS]


def test_no_day_but_those_of_the_story_is_shown() -> None:
    assert not [step.typed for step in STEPS if "202" in step.printed.replace("C-202", "")]


def test_what_was_asked_voted_and_promised_is_told_to_the_end(exchange: Exchange) -> None:
    assert exchange.round == 2
    asks = {ask.id: (ask.status, ask.granted) for ask in exchange.asks}
    assert asks["R-01"] == (AskStatus.PARTLY_GRANTED, "four months")
    final = exchange.final
    assert final is not None
    broken = [each.id for each in final.outcomes if each.kept is False]
    assert [exchange.by_id[name].change.summary.partition(":")[0] for name in broken] == ["Retention of Records"]
    assert sum(each.kept is True for each in final.outcomes) >= 8
    assert {Result.WITHDRAWN, Result.ADOPTED, Result.AS_ASKED} <= {each.result for each in final.outcomes}
    assert len(final.undisclosed) == 2


def test_both_lists_are_reconciled(walked: tuple[Path, dict[Step, str]], exchange: Exchange) -> None:
    # one of its two rows is a change that was found, under another number; the other is in a document nobody compared
    assert [(each.row, each.clause) for each in exchange.listed] == [("A-02", "Manual, chapter 6")]
    nonpayment = next(each for each in exchange.withdrawn if "Suspension by the Provider" in each.change.summary)
    after = next(told for step, told in walked[1].items() if "--today 2011-06-16" in step.typed)
    (missing,) = [line for line in after.splitlines() if line.startswith("Not acknowledged")]
    assert "C-114" in missing and nonpayment.id not in missing


def test_nothing_that_a_member_wrote_is_lost(exchange: Exchange) -> None:
    respondents = exchange.feedback.respondents
    texts = [words.entry.text for each in respondents for row in each.said.values() for words in row]
    said = " ".join(" ".join(texts).split())
    for words in (
        "Forty people sleep here.",
        "no lender will accept that",
        "It must never be published",
        "First quote: $13,500",
        "Clients in treatment cannot be handed over in ten days",
        "we cannot borrow any more",
        "when the freezer fails",
        "Then why do we sign anything?",
        "Sin intérpretes no hay servicio",
        "this could stop every payment",
    ):
        assert words.casefold() in said.casefold(), words


def test_the_docket_is_whole(walked: tuple[Path, dict[Step, str]]) -> None:
    assert api.docket_faults(walked[0] / "tamarack") == ()

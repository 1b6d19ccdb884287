"""Rule files: what a coalition may say in its own, and what is said of those that cannot be understood."""

import json
from pathlib import Path

import pytest
from flag_builders import flag_of, flagged

from contractdiff.cli.root import commands
from contractdiff.cli.running import run
from contractdiff.errors import RulesError
from contractdiff.flags import read_rules
from contractdiff.flags.rulebook import default_rules, shipped_rules
from contractdiff.model import Direction, Party, Priority

OWN = """
[category.PEER]
name = "Peer support"
terms = ["peer support*", "warm handoff"]
priority = "critical"
question = "Who trains the peers?"

[category.RPT]
priority = "critical"
question = "May we go on using our own form?"
terms = ["tally sheet*"]

[[category.DAY.ask]]
when = 'notice'
question = "Would sixty days do?"

[parties]
provider = ['clubhouses?']
"""


def rules_of(tmp_path: Path, text: str):
    path = tmp_path / "own.toml"
    path.write_text(text, encoding="utf-8")
    return read_rules([str(path)])


def test_a_category_of_ones_own(tmp_path):
    change = flagged(
        "Staff may use a warm  handoff.", "Staff shall use a warm  handoff.", rules=rules_of(tmp_path, OWN)
    )
    flag = flag_of(change, "PEER")
    assert (flag.name, flag.question) == ("Peer support", "Who trains the peers?")
    assert change.priority is Priority.CRITICAL
    assert "PEER" not in default_rules().by_code


def test_a_star_stands_for_any_ending(tmp_path):
    rules = rules_of(tmp_path, OWN)
    assert flag_of(flagged(None, "Peer supporters shall visit the wards each week.", rules=rules), "PEER")


def test_known_categories_are_extended_and_keep_the_rest(tmp_path):
    rules = rules_of(tmp_path, OWN)
    old = "Provider shall send a tally sheet to the desk."
    change = flagged(old, "Provider shall send two tally sheets to the desk.", rules=rules)
    flag = flag_of(change, "RPT")
    assert flag.question == "May we go on using our own form?"
    category = default_rules().by_code["RPT"]
    assert flag.why in (category.why, *category.why_when.values())
    assert change.priority is Priority.CRITICAL


def test_the_most_fitting_question_is_asked(tmp_path):
    rules = rules_of(tmp_path, OWN)
    told = flagged("Give thirty days' notice of it.", "Give ten days' notice of it.", rules=rules)
    assert flag_of(told, "DAY").question == "Would sixty days do?"
    other = flagged("Pay within thirty days.", "Pay within ten days.", rules=rules)
    assert flag_of(other, "DAY").question == default_rules().by_code["DAY"].question


def test_names_of_parties_are_added(tmp_path):
    words = "The clubhouse {} take part in the count of guests."
    flag = flag_of(flagged(words.format("may"), words.format("shall"), rules=rules_of(tmp_path, OWN)), "MOD")
    assert (flag.on, flag.direction) == (Party.PROVIDER, Direction.DUTY_ADDED)


def test_without_rule_files_the_default_ones_are_in_force():
    assert read_rules([]) is default_rules()


def test_each_shipped_rule_file_is_understood():
    assert shipped_rules() == ("illinois",)
    for name in shipped_rules():
        rules = read_rules([name])
        assert [each.name for each in rules.added] == [f"{name}.toml"]
        assert rules.laws


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("[category.PEER", "no valid TOML"),
        ("[categories.X]\nname='x'", "there is no table “categories”"),
        ("[category.peer]\nname='Peers'\nterms=['peer']", "capital letters"),
        ("[category.PEER]\nterms=['peer']", "needs a name"),
        ("[category.PEER]\nname='Peers'", "needs terms"),
        ("[category.MON]\npriority='urgent'", "there is no priority “urgent”; there are administrative, critical"),
        ("[category.MON]\ncolour='red'", "there is no field “colour”"),
        ("[category.MON]\nabout='money'", "category.MON.about: is not a list"),
        ("[category.MON]\nabout=['(']", "“(” is no regular expression"),
        ("[category.MON]\nabout=['x*']", "“x*” would be found everywhere"),
        ("[category.MON]\nabout=['Money']", "write “Money” in lower case"),
        ("[category.MON]\nterms=['**']", "“**” has no letter"),
        ("[category.MON]\nname=''", "is not words"),
        ("[category.MON.why_when]\nsideways='x'", "there is no direction “sideways”"),
        ("[[category.MON.ask]]\nwhen='x'", "category.MON.ask.question"),
        ("[category.MON]\nask='why?'", "is not written as [[category.MON.ask]]"),
        ("[parties]\njudge=['court']", "there is no party “judge”"),
        ("[words]\nblue=['sky']", "there is no list “blue”"),
        ("different_words=['one']", "“one” are not two words"),
        ("category='x'", "category: is no table"),
        ("[[authority]]\nname='A'\nlaw='county'\ncites=['x']", "there is no law “county”"),
        ("[[authority]]\nname='A'\nlaw='state'", "is not a list"),
        (
            "[[authority]]\nname='A'\nlaw='state'\ncites=['x']\n[[authority.fact]]\nsays='x'\nsource='y'\nchecked='z'",
            "is not a date written as 2024-10-01",
        ),
    ],
)
def test_what_is_wrong_with_a_rule_file_is_said(tmp_path, text, said):
    with pytest.raises(RulesError) as caught:
        rules_of(tmp_path, text)
    assert said in str(caught.value) and "own.toml" in str(caught.value)
    assert caught.value.exit_code == 3


def test_a_rule_file_that_is_not_there():
    with pytest.raises(RulesError, match=r"nowhere\.toml cannot be read .*illinois"):
        read_rules(["nowhere.toml"])


def test_compare_goes_by_the_rules_and_says_which(tmp_path):
    (tmp_path / "old.txt").write_text("1. Staff use a warm handoff.\n\n2. The Guild may sing.\n", encoding="utf-8")
    (tmp_path / "new.txt").write_text("1. Staff use no warm handoff.\n\n2. The Guild shall sing.\n", encoding="utf-8")
    (tmp_path / "own.toml").write_text(OWN, encoding="utf-8")
    args = [str(tmp_path / name) for name in ("old.txt", "new.txt")]
    rules = ["--rules", str(tmp_path / "own.toml"), "--rules", "illinois", "--provider", "Guild"]
    assert run(commands, ["compare", *args, *rules, "--json", str(tmp_path / "out.json"), "--quiet"]) == 0
    told = json.loads((tmp_path / "out.json").read_text(encoding="utf-8"))
    assert [rule["file"] for rule in told["rules"]] == ["own.toml", "illinois.toml"]
    assert told["parties"] == [{"name": "Guild", "party": "provider"}]
    flags = [{flag["category"]: flag for flag in change["flags"]} for change in told["changes"]]
    assert flags[0]["PEER"]["name"] == "Peer support"
    assert flags[1]["MOD"]["on"] == "provider"


def test_a_wrong_rule_file_stops_the_comparison_with_a_plain_error(tmp_path, capsys):
    (tmp_path / "old.txt").write_text("1. One.", encoding="utf-8")
    (tmp_path / "own.toml").write_text("[category.MON]\npriority = 'huge'\n", encoding="utf-8")
    old = str(tmp_path / "old.txt")
    assert run(commands, ["compare", old, old, "--rules", str(tmp_path / "own.toml")]) == 3
    assert "own.toml, category.MON: there is no priority “huge”" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("[parties]\nprovider=['(?P<provider>x)']", "no cue may have"),
        ("[category.MON]\nabout=['(?i)fees']", "no cue may have"),
        ("[category.MON]\nabout=['^fees']", "no cue may have"),
        ("[category.MON]\nabout=['(fee)s\\1']", "no cue may have"),
        ("[category.MON]\nabout=['(?:FEES)']", "in lower case"),
        (r"[category.MON]" "\n" r"about=['\b']", "would be found everywhere"),
        ("[category.MON]\nabout=['([a-z]+ ?)+!']", "repeats what is repeated in itself"),
        ("[[category.DAY.ask]]\nwhen='<records>'\nquestion='Why?'", "only about, changed and beside may"),
        ("[category.EDT]\nterms=['doors']", "code decides"),
        ("[category.MON]\nabout=[“fees”]", "curly quotation marks"),
        ("[category.MON]\nabout=['fees", "straight quotation marks"),
    ],
)
def test_cues_that_could_not_work_are_refused(tmp_path, text, said):
    with pytest.raises(RulesError) as caught:
        rules_of(tmp_path, text)
    assert said in str(caught.value)


def test_a_file_that_is_not_utf8(tmp_path):
    (tmp_path / "own.toml").write_bytes("[category.MON]\n".encode("utf-16"))
    with pytest.raises(RulesError, match="Save the file as UTF-8"):
        read_rules([str(tmp_path / "own.toml")])


def test_shipped_rules_are_found_by_any_way_to_write_their_name():
    assert [read_rules([name]).added[0].name for name in ("illinois", "Illinois", "illinois.toml")] == [
        "illinois.toml"
    ] * 3
    assert len(read_rules(["illinois", "illinois"]).added) == 1


def test_a_law_that_is_known_gets_the_coalitions_own_questions_first(tmp_path):
    own = (
        '[[authority]]\nname = "Uniform Guidance (2 CFR Part 200)"\nlaw = "federal"\ncites = []\nquestions = ["Ours?"]'
    )
    known = next(law for law in default_rules().laws if law.name.startswith("Uniform Guidance"))
    law = rules_of(tmp_path, own.replace("Uniform Guidance (2 CFR Part 200)", known.name)).laws[0]
    assert (law.name, law.questions[0], law.facts) == (known.name, "Ours?", known.facts)


def test_an_own_category_does_not_fold_what_nobody_understood(tmp_path):
    rules = rules_of(tmp_path, "[category.DOOR]\nname='Doors'\nterms=['hall']\npriority='administrative'")
    change = flagged("The hall has blue doors.", "The hall has red windows.", rules=rules)
    assert change.priority is Priority.SUBSTANTIVE


def test_each_figure_is_told_though_a_category_has_own_words(tmp_path):
    rules = rules_of(tmp_path, "[category.DAY]\nterms=['turnaround']")
    change = flagged(
        "Pay within 30 days and report within 20 days.", "Pay within 10 days and report within 5 days.", rules=rules
    )
    assert len([flag for flag in change.flags if flag.category == "DAY"]) == 2


def test_rules_read_later_are_in_force_though_others_were_before(tmp_path):
    words = "The clubhouse may {} the count."
    before = flag_of(flagged(words.format("take"), words.format("not take")), "MOD")
    after = flag_of(flagged(words.format("take"), words.format("not take"), rules=rules_of(tmp_path, OWN)), "MOD")
    assert after.on is Party.PROVIDER and before.direction

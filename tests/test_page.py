"""The side-by-side page, looked at as a document: what stands in it, and what must not."""

import base64
import hashlib
import json
import re
from dataclasses import replace
from pathlib import Path

import pytest
from builders import contract
from comparison_builders import SCRIPTS, varied
from feedback_builders import busy
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import html
from report_builders import sample_exchange
from strategies import version_pairs

from contractdiff import api
from contractdiff.api.comparing import compare_contracts
from contractdiff.forms import form_identity, side_by_side_page
from contractdiff.forms.language import read_language, shipped_languages
from contractdiff.forms.page.markup import marked, shown, shown_plain
from contractdiff.model import (
    KINDS,
    ChangeKind,
    Comparison,
    Edit,
    EntryKind,
    Op,
    Side,
    divisions_of,
    edits_of,
    paired_rows,
)
from contractdiff.options import ResponseOptions

SAMPLES = Path(__file__).parent.parent / "samples"


@pytest.fixture(scope="module")
def comparison() -> Comparison:
    return api.compare(SAMPLES / "fy2011.docx", SAMPLES / "fy2012.docx", old_name="FY2011", new_name="FY2012")


def page_of(comparison: Comparison, **more: object) -> html.HtmlElement:
    data = side_by_side_page(comparison, ResponseOptions(), **more)  # type: ignore[arg-type]
    return html.document_fromstring(data.decode("utf-8"))


def letters(element: html.HtmlElement) -> str:
    return element.text_content().replace("\n", "")


# --- rows ---------------------------------------------------------------------------------------------------------


def check_rows(comparison: Comparison) -> None:
    """Every clause of either version stands in one row, and the words of a row are those of its clauses."""
    rows = paired_rows(comparison)
    for side, version in ((Side.OLD, comparison.old), (Side.NEW, comparison.new)):
        own = [row.old if side is Side.OLD else row.new for row in rows if not row.is_origin]
        assert sorted(name for names in own for name in names) == sorted(version.by_id)
        for row, names in zip((row for row in rows if not row.is_origin), own, strict=True):
            assert "".join(edit.text for edit in edits_of(comparison, row, side)) == version.wording(names)
    new = [row.new[0] for row in rows if row.new]
    assert new == [clause.id for clause in comparison.new.clauses if clause.id in set(new)]
    listed = [row.change.id for row in rows if row.change and not row.is_origin]
    assert listed == [change.id for change in comparison.changes if change.kind is not ChangeKind.RENAMED]
    # a place that was left is marked once for each change that moved
    assert [row.change.id for row in rows if row.change and row.is_origin and not row.new] == [
        row.change.id for row in rows if row.is_origin and row.change
    ]
    assert {row.change.id for row in rows if row.is_origin and row.change} == {
        row.change.id for row in rows if row.is_moved and row.change
    }
    assert tuple(row for division in divisions_of(comparison, most=7) for row in division.rows) == rows


def test_every_clause_stands_in_one_row(comparison: Comparison) -> None:
    check_rows(comparison)
    assert any(row.is_origin for row in paired_rows(comparison))
    titles = [division.title for division in divisions_of(comparison)]
    assert "ARTICLE IV PAYMENT" in titles and all(titles[1:])


@settings(max_examples=40, deadline=None)
@given(version_pairs())
def test_every_clause_stands_in_one_row_of_any_two_contracts(pair: tuple[str, str]) -> None:
    old, new = (contract(text, side) for text, side in zip(pair, Side, strict=True))
    check_rows(compare_contracts(old, new))


# --- the page -----------------------------------------------------------------------------------------------------


def test_the_page_holds_every_word_of_both_versions(comparison: Comparison) -> None:
    page = page_of(comparison)
    text = re.sub(r"\s+", " ", page.find("body").text_content())
    for version in (comparison.old, comparison.new):
        for clause in version.clauses:
            assert re.sub(r"\s+", " ", clause.wording.replace("\t", " | ")) in text
    entries = {each.get("id"): each for each in page.iter("article")}
    for row in paired_rows(comparison):
        if row.change is None or row.is_origin or row.change.kind is ChangeKind.RENUMBERED:
            continue
        for side, mark in ((Side.OLD, "del"), (Side.NEW, "ins")):
            (place,) = entries[row.change.id].find_class(side.name.lower())
            marks = [letters(each) for each in place.iter("del", "ins")]
            op = Op.DELETE if mark == "del" else Op.INSERT
            wanted = [e.text.replace("\t", " | ") for e in edits_of(comparison, row, side) if e.op is op]
            assert marks == wanted and all(each.tag == mark for each in place.iter("del", "ins"))


def test_the_page_asks_what_the_word_form_asks(comparison: Comparison) -> None:
    from contractdiff.forms import response_document
    from samples.filling import tags_of

    page = page_of(comparison)
    asked = {each.get("data-tag") for each in page.iter("select", "textarea") if each.get("data-tag")}
    light = {f"fb:{each.get('id')}" for each in page.find_class("light")}
    assert light | (asked - {"fb:"}) == set(tags_of(response_document(comparison, ResponseOptions())))


def test_only_the_page_s_own_script_and_style_may_run(comparison: Comparison) -> None:
    page = page_of(comparison)
    policy = page.xpath("//meta[@http-equiv='Content-Security-Policy']/@content")[0]
    scripts = [each for each in page.iter("script") if each.get("type") != "application/json"]
    for kind, found in (("script", scripts), ("style", list(page.iter("style")))):
        (one,) = found
        digest = base64.b64encode(hashlib.sha256(one.text.encode()).digest()).decode()
        assert f"{kind}-src 'sha256-{digest}'" in policy
    assert "default-src 'none'" in policy and "unsafe" not in policy
    for element in page.iter():
        outward = [element.get(name, "") for name in ("src", "srcset", "action", "href", "data", "poster")]
        assert all(not value or value.startswith("#") or value == "data:," for value in outward)
        assert not [name for name in element.attrib if name.startswith("on") or name == "style"]


def test_the_same_comparison_gives_the_same_bytes(comparison: Comparison) -> None:
    first, second = (side_by_side_page(comparison, ResponseOptions()) for _ in range(2))
    assert first == second


def test_the_page_knows_which_form_it_is(comparison: Comparison) -> None:
    data = json.loads(page_of(comparison).get_element_by_id("data").text)
    assert data["form"] == form_identity(comparison)


@pytest.mark.parametrize("code", shipped_languages())
def test_every_kind_of_change_in_every_language(code: str) -> None:
    comparison = varied()
    page = page_of(comparison, language=read_language(code))
    found = {each.get("id") for each in page.find_class("change")}
    assert found == set(comparison.by_id)
    assert page.getroottree().getroot().get("lang") == read_language(code).tag


def test_kinds_are_called_alike_everywhere() -> None:
    say = read_language("en").say
    for kind, name in KINDS.items():
        # a change may be of several kinds in the page, where "renumbered only" would be untrue
        assert say(f"page.kinds.{kind.value}") == name.removesuffix(" only").capitalize()


def test_a_comparison_without_changes_says_so() -> None:
    same = api.compare(SAMPLES / "fy2011.docx", SAMPLES / "fy2011.docx")
    text = page_of(same).text_content()
    assert "no change in the wording" in text


# --- who may read it ----------------------------------------------------------------------------------------------


def test_counts_of_members_stand_in_the_internal_page_alone() -> None:
    exchange = sample_exchange()
    internal = page_of(exchange.comparison, exchange=exchange)
    public = page_of(exchange.comparison)
    assert "Internal:" in internal.text_content() and internal.find_class("counts")
    assert "Internal:" not in public.text_content() and not public.find_class("counts")
    line = next(each for each in exchange.lines if "summary" in each.sources)
    (entry,) = [each for each in internal.iter("article") if each.get("id") == line.id]
    assert line.summary in entry.text_content() and entry.get("data-priority") == line.priority.value


def test_no_name_or_word_of_a_member_stands_in_either() -> None:
    exchange = sample_exchange()
    feedback = busy(exchange.comparison)
    exchange = replace(exchange, feedback=feedback)
    said = {each.name for each in feedback.respondents} | {member.name for member in feedback.members}
    told = (one.entry for each in feedback.respondents for several in each.said.values() for one in several)
    said |= {entry.text for entry in told if entry.kind is EntryKind.FEEDBACK}
    for data in (page_of(exchange.comparison, exchange=exchange), page_of(exchange.comparison)):
        text = data.text_content()
        assert not [words for words in said if len(words) > 12 and words in text]


# --- words as markup ----------------------------------------------------------------------------------------------


@given(st.text(max_size=80) | st.sampled_from(sorted(SCRIPTS.values())))
def test_any_words_are_shown_and_none_is_markup(text: str) -> None:
    made = html.fragment_fromstring(f"<p>{shown(text)}</p>")
    assert {each.tag for each in made.iter()} <= {"p", "span"}
    assert not re.search("[\u202a-\u202e\u2066-\u2069\x00-\x08]", made.text_content() + shown_plain(text))
    if text.isprintable():
        assert made.text_content() == text


def test_what_turns_the_order_of_words_is_named() -> None:
    assert "U+202E" in shown("a\u202eb") and 'class="control"' in shown("a\u202eb")
    assert shown_plain("a\u2066b") == "a[U+2066]b"
    # what Arabic and Hebrew need stays as it is
    assert shown("א\u200fב") == "א\u200fב"


def test_stretches_are_marked_and_escaped() -> None:
    edits = [Edit(Op.EQUAL, "a <b> "), Edit(Op.DELETE, "c&"), Edit(Op.INSERT, '"d"'), Edit(Op.NEW_VARIANT, "e")]
    assert str(marked(edits)) == "a &lt;b&gt; <del>c&amp;</del><ins>&#34;d&#34;</ins>e"

"""The side-by-side page in a real browser: filters, links, keys, answers, prints, and that nothing leaves it."""

import json
import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from comparison_builders import SCRIPTS, Draft
from page_browser import Window, browser, needs_browser
from returned_checks import reader_of

from contractdiff import api
from contractdiff.api.reading_forms import read_returned_file
from contractdiff.forms import answers_in, form_identity, response_document, side_by_side_page
from contractdiff.forms.language import read_language
from contractdiff.model import PACKET_PROPERTY, ChangeKind, Comparison, Edit, Flag, Op, Priority
from contractdiff.ooxml.returned import read_returned
from contractdiff.options import ResponseOptions
from samples.filling import fill

pytestmark = needs_browser

SAMPLES = Path(__file__).parent.parent / "samples"
OPTIONS = ResponseOptions(coalition="Human Services Coalition", return_by="Friday, June 10", return_to="us@example.org")
HOSTILE = (
    "<script>document.title='run'</script><img src=x onerror=\"document.title='run'\"> <a href=\"javascript:alert(1)\">"
    "</textarea></select></details></article></script><style>*{display:none}</style> ]]>--> {{ title }} {% raw %} "
    "\u202ereversed\u202c \u2066isolated\u2069 bell\x07 \\u003c &lt;b&gt; <svg/onload=document.title='run'>"
)


@pytest.fixture(scope="module")
def comparison() -> Comparison:
    return api.compare(SAMPLES / "fy2011.docx", SAMPLES / "fy2012.docx", old_name="FY2011", new_name="FY2012")


@pytest.fixture(scope="module")
def chromium() -> Iterator[Any]:
    with browser() as found:
        yield found


@pytest.fixture(scope="module")
def path(comparison: Comparison, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return written(side_by_side_page(comparison, OPTIONS), tmp_path_factory.mktemp("page"))


@pytest.fixture
def window(chromium: Any, path: Path) -> Iterator[Window]:
    context = chromium.new_context(viewport={"width": 1300, "height": 900}, accept_downloads=True)
    opened = Window(context, path)
    yield opened
    assert not opened.faults
    assert {url.partition("#")[0] for url in opened.requests} == {opened.address}
    context.close()


def written(page: bytes, folder: Path) -> Path:
    path = folder / "side by side.html"
    path.write_bytes(page)
    return path


def axe_finds(page: Any) -> list[str]:
    """What axe-core has to say against a page."""
    import axe_playwright_python

    source = (Path(axe_playwright_python.__file__).parent / "axe.min.js").read_text("utf-8")
    page.evaluate(source)
    found = page.evaluate("axe.run(document, {resultTypes: ['violations']})")
    return [f"{each['id']}: {each['nodes'][0]['html'][:200]}" for each in found["violations"]]


# --- reading ------------------------------------------------------------------------------------------------------


def test_every_change_is_there_in_order_with_both_sides(window: Window, comparison: Comparison) -> None:
    assert sorted(window.shown()) == sorted(comparison.by_id)
    assert [each for each in window.shown() if comparison.by_id[each].kind is not ChangeKind.RENAMED] == sorted(
        each for each, change in comparison.by_id.items() if change.kind is not ChangeKind.RENAMED
    )
    assert window.page.inner_text("#shown") == f"{len(comparison.changes)} of {len(comparison.changes)} changes shown"
    change = next(c for c in comparison.changes if c.kind is ChangeKind.MODIFIED and c.flags and c.flags[0].question)
    entry = window.page.locator(f"#{change.id}")
    sides = entry.locator(".side .words")
    old, new = comparison.old.by_id[change.old[0]], comparison.new.by_id[change.new[0]]
    assert [words.replace("\n", "") for words in sides.all_text_contents()] == [old.wording, new.wording]
    assert change.flags[0].why in entry.inner_text() and change.flags[0].question in entry.inner_text()
    assert change.priority.value.capitalize() in entry.inner_text()


def test_filters_show_what_has_all_that_is_asked_for(window: Window, comparison: Comparison) -> None:
    page, changes = window.page, comparison.changes
    critical = {each.id for each in changes if each.priority is Priority.CRITICAL}
    page.check('[data-facet="priority"][value="critical"]')
    assert set(window.shown()) == critical
    category = next(c.flags[0].category for c in changes if c.priority is Priority.CRITICAL and c.flags)
    page.click(".facet summary")
    page.check(f'[data-facet="category"][value="{category}"]')
    both = {c.id for c in changes if c.id in critical and any(flag.category == category for flag in c.flags)}
    assert set(window.shown()) == both
    assert page.inner_text("#shown").startswith(f"{len(both)} of ")
    # what is unchanged is out of the way, and so are divisions without a change that is shown
    assert page.locator("details.same:visible").count() == 0
    assert page.locator(".division:visible").count() <= len(both)
    page.click("#filter button[type=reset]")
    page.wait_for_selector("#changes:not(.filtered)")
    assert len(window.shown()) == len(changes)
    page.check('[data-facet="kind"][value="renumbered"]')
    assert set(window.shown()) == {c.id for c in changes if c.renumbered or c.kind is ChangeKind.RENUMBERED}


def test_words_are_found_whatever_their_capitals_and_accents(window: Window, comparison: Comparison) -> None:
    page = window.page
    change = next(c for c in comparison.changes if c.kind is ChangeKind.ADDED)
    word = max(comparison.new.by_id[change.new[0]].wording.split(), key=len).strip(".,;:()“”")
    page.fill("#words", word.upper())
    page.wait_for_selector("#changes.filtered")
    assert change.id in window.shown() and len(window.shown()) < len(comparison.changes)
    page.fill("#words", f"{word} zzzz")
    page.wait_for_selector("#nothing:not([hidden])")
    assert window.shown() == []
    page.fill("#words", change.id)
    page.wait_for_selector("#nothing", state="hidden")
    assert change.id in window.shown()


def test_keys_go_from_change_to_change(window: Window, comparison: Comparison) -> None:
    page = window.page
    folded = {c.id for c in comparison.changes if c.kind is ChangeKind.RENUMBERED}
    order = [each for each in window.shown() if each not in folded]
    page.keyboard.press("n")
    assert window.current() == order[0]
    for _ in range(5):
        page.keyboard.press("j")
    assert window.current() == order[5]
    assert page.evaluate("document.activeElement.textContent") == order[5]
    page.keyboard.press("p")
    page.keyboard.press("k")
    assert window.current() == order[3] and page.evaluate("location.hash") == f"#{order[3]}"
    box = page.locator(f"#{order[3]}").bounding_box()
    bar = page.locator(".bar").bounding_box()
    assert bar["y"] + bar["height"] <= box["y"] + 1 < 900, "it is behind the bar, or out of sight"
    page.keyboard.press("a")
    page.keyboard.type("n p ? /")
    assert window.current() == order[3], "letters typed in an answer are no keys"
    page.keyboard.press("Escape")
    page.keyboard.press("/")
    assert page.evaluate("document.activeElement.id") == "words"
    page.keyboard.press("Escape")
    page.keyboard.press("?")
    assert page.locator("#help").is_visible()
    page.uncheck("#keys-on")
    page.keyboard.press("Escape")
    page.keyboard.press("n")
    assert window.current() == order[3], "single letters can be switched off"


def test_a_link_leads_to_its_change_whatever_hides_it(chromium: Any, path: Path, comparison: Comparison) -> None:
    renumbered = next(c.id for c in comparison.changes if c.kind is ChangeKind.RENUMBERED)
    context = chromium.new_context()
    window = Window(context, path, f"#{renumbered}")
    assert window.current() == renumbered and window.page.locator(f"#{renumbered}").is_visible()
    window.page.check('[data-facet="kind"][value="added"]')
    assert not window.page.locator(f"#{renumbered}").is_visible()
    window.page.evaluate("location.hash = ''")
    window.page.evaluate(f"location.hash = '#{renumbered}'")
    window.page.wait_for_selector(f"#{renumbered}.current")
    assert window.page.locator(f"#{renumbered}").is_visible()
    context.close()


def test_moved_clauses_are_linked_both_ways(window: Window, comparison: Comparison) -> None:
    page = window.page
    moved = next(c for c in comparison.changes if c.moved or c.kind is ChangeKind.MOVED)
    page.click(f"#{moved.id} .moved a")
    place = page.locator(f"#from-{moved.id}")
    page.wait_for_timeout(100)
    assert place.is_visible() and 0 <= place.bounding_box()["y"] < 900
    page.click(f"#from-{moved.id} a")
    page.wait_for_selector(f"#{moved.id}.current")
    assert 0 <= page.locator(f"#{moved.id}").bounding_box()["y"] < 900


def test_the_map_and_the_strip_lead_to_the_changes(window: Window) -> None:
    page = window.page
    page.click("#map a >> nth=8")
    page.wait_for_selector('#map li:nth-child(9) a[aria-current="location"]')
    page.click("#strip", position={"x": 5, "y": 600})
    assert window.current()
    assert page.locator(f"#{window.current()}").is_visible()


# --- answering ----------------------------------------------------------------------------------------------------

CANARIES = {
    "fb:C-014": "=1+1 “formula” & <b>markup</b>\nsecond line\n\nafter a blank line",
    "fb:C-001": SCRIPTS["arabic"],
    "fb:C-026": "@renumbered, folded away",
    "fb:C-033": "family 👨‍👩‍👧 and flags 🇺🇸 \u202eturned\u202c",
    "fb:C-036": SCRIPTS["chinese"] * 3,
    "fb:G-01": '  spaces, "quotes", \\backslash\\ and {braces}  ',
    "fb:Q-01": "What of C-014 and </script>?",
    "fb:N-01": "x" * 5000,
    "who:Organization": "Niños & Families, Inc.",
    "who:Contact": "Ana Ruiz; 555-0100",
}
CHOICES = {
    "pos:C-014": ("oppose", "Oppose"),
    "pos:C-033": ("no_impact", "No impact"),
    "pos:C-036": ("not_applicable", "Not applicable"),
    "who:Consent": ("name_us", "Name us"),
    "who:Funding": ("both", "Both"),
}


def test_what_is_answered_in_the_page_is_what_collect_reads(
    window: Window, comparison: Comparison, tmp_path: Path
) -> None:
    page = window.page
    page.evaluate("document.querySelectorAll('details.same').forEach(fold => fold.open = true)")
    page.wait_for_selector('[data-tag="fb:C-026"]')
    for tag, words in CANARIES.items():
        window.answer(tag, words)
    for tag, (code, _) in CHOICES.items():
        window.answer(tag, code)
    assert "(" in page.inner_text("#answered")
    file = window.save(tmp_path)
    assert file.name == "Answers FY2012 Niños & Families, Inc.json" and file.name in page.inner_text("#saved")
    form = response_document(comparison, OPTIONS)
    word = fill(form, {**CANARIES, **{tag: title for tag, (_, title) in CHOICES.items()}})
    reader = reader_of(form)
    here, there = reader.read(answers_in(file.read_bytes(), file.name)), reader.read(read_returned(word, "form.docx"))
    said = {row.id: row.entries for row in here.rows if row.entries}
    assert said == {row.id: row.entries for row in there.rows if row.entries}
    typed = {tag.partition(":")[2]: words.strip() for tag, words in CANARIES.items()}
    assert {row: said[row][-1].text for row in typed} == typed
    assert here.identified == there.identified and not here.loose and not here.missing


def test_answers_stay_when_the_page_is_closed_and_opened_again(chromium: Any, path: Path) -> None:
    context = chromium.new_context()
    first = Window(context, path)
    first.answer("pos:C-014", "oppose")
    first.answer("fb:C-014", "We would\nhave to close.")
    other = Window(context, path)
    assert other.page.input_value('[data-tag="fb:C-014"]') == "We would\nhave to close."
    # two windows do not undo each other
    other.answer("fb:C-033", "from the second window")
    first.page.wait_for_timeout(200)
    assert first.page.input_value('[data-tag="fb:C-033"]') == "from the second window"
    first.page.reload()
    first.page.wait_for_selector("html.js #shown:not(:empty)")
    assert first.page.input_value('[data-tag="pos:C-014"]') == "oppose"
    assert first.page.inner_text("#answered") == "(2 rows)"
    first.page.select_option("#by-answer", "answered")
    assert first.shown() == ["C-014", "C-033"]
    context.close()


def test_what_the_browser_does_not_keep_stays_told(chromium: Any, path: Path) -> None:
    context = chromium.new_context()
    context.add_init_script(
        """const keep = Storage.prototype.setItem;
        Storage.prototype.setItem = function (name, value) {
            if (value.length > 1000) throw new DOMException("full", "QuotaExceededError");
            return keep.call(this, name, value);
        };"""
    )
    window = Window(context, path)
    window.answer("fb:C-014", "long " * 500)
    window.answer("fb:C-015", "short")
    assert "does not keep" in window.page.inner_text("#kept")
    window.answer("fb:C-014", "short, too")
    assert window.page.inner_text("#kept") == ""
    context.close()


def test_two_windows_know_of_each_other(chromium: Any, path: Path, comparison: Comparison, tmp_path: Path) -> None:
    light = next(c.id for c in comparison.changes if c.kind is ChangeKind.RENUMBERED)
    context = chromium.new_context(accept_downloads=True)
    first, second = Window(context, path), Window(context, path)
    first.page.evaluate(f"location.hash = '#{light}'")
    first.page.wait_for_selector(f'[data-tag="fb:{light}"]')
    first.answer(f"fb:{light}", "in a fold")
    first.answer("who:Organization", "Acorn")
    second.page.wait_for_selector(f'[data-tag="fb:{light}"]', state="attached")
    assert b"in a fold" in second.save(tmp_path).read_bytes()
    second.page.click("#clear")
    second.page.click("#yes")
    assert second.page.evaluate("Object.keys(localStorage).filter(key => localStorage[key] !== 'on').length") == 0
    context.close()


def test_a_link_that_was_followed_before_leads_there_again(window: Window) -> None:
    page = window.page
    page.click("#to-answers")
    page.fill("#words", "invoice")
    page.wait_for_selector("#changes.filtered")
    page.click("#to-answers")
    page.wait_for_selector("#answers #save:visible")


def test_a_file_that_somebody_altered_is_opened_as_far_as_it_goes(window: Window, tmp_path: Path) -> None:
    window.answer("who:Organization", "Acorn")
    file = window.save(tmp_path)
    fields = json.loads(file.read_text("utf-8"))
    fields["rows"] = [None, {"row": "C-014", "fb": "words"}, {"row": "C-015", "fb": 5}, {"row": "C-016", "fb": None}]
    file.write_text(json.dumps(fields), "utf-8")
    window.page.set_input_files("#file", file)
    window.page.click("#yes")
    window.page.wait_for_selector("#saved:not(:empty)")
    assert window.page.input_value('[data-tag="fb:C-014"]') == "words"
    assert window.page.input_value('[data-tag="fb:C-015"]') == ""
    assert "could not be understood" in window.page.inner_text("#saved")


def test_a_saved_file_is_opened_again_elsewhere(chromium: Any, path: Path, tmp_path: Path) -> None:
    here, there = chromium.new_context(accept_downloads=True), chromium.new_context()
    window = Window(here, path)
    window.answer("fb:C-014", "words")
    window.answer("who:Organization", "Acorn")
    file = window.save(tmp_path)
    other = Window(there, path)
    other.page.set_input_files("#file", file)
    other.page.wait_for_selector("#saved:not(:empty)")
    assert other.page.input_value('[data-tag="fb:C-014"]') == "words"
    other.answer("fb:C-015", "mine")
    other.page.set_input_files("#file", file)
    # the file is read in its own time
    other.page.wait_for_selector("#question[open]")
    assert "1 answer" in other.page.inner_text("#asked") or "an answer" in other.page.inner_text("#asked")
    other.page.click("#no")
    assert other.page.input_value('[data-tag="fb:C-015"]') == "mine"
    strange = tmp_path / "strange.json"
    fields = json.loads(file.read_text("utf-8"))
    for content in ('{"a": 1', json.dumps(fields | {"form": "FY2031 · 00000000"})):
        strange.write_text(content, "utf-8")
        other.page.set_input_files("#file", strange)
        other.page.wait_for_selector("#question[open]")
        assert "strange.json" in other.page.inner_text("#asked")
        other.page.click("#yes")
    assert not other.faults
    here.close()
    there.close()


def test_nothing_is_saved_without_answers_or_silently_without_a_name(window: Window, tmp_path: Path) -> None:
    page = window.page
    page.click("#save")
    assert "nothing to save" in page.inner_text("#asked")
    page.click("#yes")
    window.answer("fb:C-014", "words")
    page.click("#save")
    assert "which organization" in page.inner_text("#asked")
    page.click("#no")
    assert page.evaluate("document.activeElement.dataset.tag") == "who:Organization"
    page.click("#save")
    with page.expect_download() as started:
        page.click("#yes")
    started.value.save_as(tmp_path / "a.json")
    assert b"words" in (tmp_path / "a.json").read_bytes()
    page.click("#clear")
    page.click("#yes")
    assert page.input_value('[data-tag="fb:C-014"]') == "" and page.inner_text("#answered") == ""


def test_a_browser_that_keeps_nothing_says_so(chromium: Any, path: Path) -> None:
    context = chromium.new_context()
    context.add_init_script("Object.defineProperty(window, 'localStorage', {get() { throw new DOMException('no'); }})")
    window = Window(context, path)
    assert "does not keep" in window.page.inner_text("#kept")
    window.answer("fb:C-014", "words")
    assert not window.faults and window.page.inner_text("#answered") == "(1 row)"
    context.close()


# --- looks, prints, and what others may do to it ---------------------------------------------------------------------


@pytest.mark.parametrize(
    ("width", "scheme", "code"), [(1300, "light", "en"), (1300, "dark", "en"), (390, "light", "es")]
)
def test_axe_finds_no_violation(
    chromium: Any, comparison: Comparison, tmp_path: Path, width: int, scheme: str, code: str
) -> None:
    # all kinds of entries, and not all of them: axe looks at each pair of elements
    kept = [c for c in comparison.changes if c.kind is not ChangeKind.MODIFIED][:25] + list(comparison.changes[:25])
    rest = [c for c in comparison.changes if c not in kept and len(c.old) == len(c.new) == 1]
    some = replace(
        comparison,
        changes=tuple(c for c in comparison.changes if c not in rest),
        unchanged=(*comparison.unchanged, *((c.old[0], c.new[0]) for c in rest)),
    )
    path = written(side_by_side_page(some, OPTIONS, language=read_language(code)), tmp_path)
    context = chromium.new_context(viewport={"width": width, "height": 800}, color_scheme=scheme)
    window = Window(context, path)
    assert axe_finds(window.page) == []
    window.page.click("#unfold")
    window.page.keyboard.press("?")
    assert window.page.locator("#help").is_visible()
    assert axe_finds(window.page) == []
    wide = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
    assert window.page.evaluate(wide) <= 0, "the page is wider than the window"
    context.close()


def test_it_prints_with_its_answers(window: Window, tmp_path: Path) -> None:
    from pypdfium2 import PdfDocument

    window.answer("fb:C-014", "Printed words of ours")
    window.page.evaluate("dispatchEvent(new Event('beforeprint'))")
    data = window.page.pdf(path=tmp_path / "page.pdf", format="Letter")
    document = PdfDocument(data)
    text = re.sub(r"\s+", " ", " ".join(page.get_textpage().get_text_bounded() for page in document))
    assert "Printed words of ours" in text and "C-199" in text
    assert "Next change" not in text and "Filter the changes" not in text
    assert 20 < len(document) < 90


@pytest.mark.parametrize("all_of_it", [True, False])
def test_a_print_of_the_answers_is_read_like_a_form(
    window: Window, comparison: Comparison, tmp_path: Path, all_of_it: bool
) -> None:
    page = window.page
    page.evaluate("window.print = () => dispatchEvent(new Event('beforeprint'))")
    window.answer("who:Organization", "Acorn Family Center")
    window.answer("who:Consent", "name_us")
    window.answer("pos:C-014", "oppose")
    window.answer("fb:C-014", "We would have to close. " * 60)
    window.answer("fb:G-01", "On the whole")
    page.click("#print" if all_of_it else "#print-answers")
    file = tmp_path / "answers.pdf"
    page.pdf(path=file, format="Letter")
    returned = read_returned_file(file, file.read_bytes())
    assert (PACKET_PROPERTY, form_identity(comparison)) in returned.properties
    sheet = reader_of(response_document(comparison, OPTIONS)).read(returned)
    said = {row.id: [(e.kind.value, " ".join(e.text.split()), e.code) for e in row.entries] for row in sheet.rows}
    assert said == {
        "Organization": [("answer", "Acorn Family Center", "")],
        "Consent": [("answer", "Name us", "name_us")],
        "C-014": [("position", "Oppose", "oppose"), ("feedback", ("We would have to close. " * 60).strip(), "")],
        "G-01": [("feedback", "On the whole", "")],
    }
    assert not sheet.loose


def hostile() -> Comparison:
    draft = Draft()
    flag = Flag(category=HOSTILE, name=HOSTILE, old=HOSTILE, new=HOSTILE, why=HOSTILE, question=HOSTILE)
    draft.change(
        ChangeKind.MODIFIED,
        Edit(Op.EQUAL, HOSTILE),
        Edit(Op.DELETE, HOSTILE),
        Edit(Op.INSERT, f" and more {HOSTILE}"),
        old=HOSTILE,
        new=HOSTILE,
        flags=(flag,),
        summary=HOSTILE,
        heading=HOSTILE,
    )
    draft.change(ChangeKind.ADDED, Edit(Op.INSERT, HOSTILE), new="1.")
    draft.same(HOSTILE, HOSTILE, heading=HOSTILE)
    return draft.comparison()


@pytest.mark.parametrize("scheme", ["file", "name"])
def test_a_hostile_contract_is_shown_and_not_run(chromium: Any, tmp_path: Path, scheme: str) -> None:
    comparison = hostile()
    if scheme == "name":
        named = replace(comparison.new, name=f"FY2012 {HOSTILE}")
        comparison = replace(comparison, new=named)
    options = ResponseOptions(coalition=HOSTILE, agency=HOSTILE, return_by=HOSTILE, return_to=HOSTILE)
    context = chromium.new_context()
    window = Window(context, written(side_by_side_page(comparison, options), tmp_path))
    page = window.page
    page.wait_for_timeout(200)
    assert page.title() != "run" and not window.faults
    assert len(window.requests) == 1
    assert page.locator("main script, main img, main svg, main style, a[href^=javascript]").count() == 0
    words = page.locator(".change .words").first.inner_text()
    assert "<script>document.title='run'</script>" in words and "U+202E" in words and "\u202e" not in words
    # what is put in by other means is not run either
    page.evaluate(
        """() => {
            const script = document.createElement('script');
            try { script.textContent = "document.title = 'run'"; document.body.append(script); } catch {}
            try { document.body.insertAdjacentHTML('beforeend', '<img src=x onerror="document.title=1">'); } catch {}
            fetch('https://example.org/').catch(() => {});
        }"""
    )
    page.wait_for_timeout(200)
    assert page.title() not in ("run", "1")
    assert not [url for url in window.requests if "example.org" in url]
    context.close()


def test_words_from_right_to_left_stand_so(chromium: Any, tmp_path: Path) -> None:
    draft = Draft()
    draft.change(
        ChangeKind.MODIFIED, Edit(Op.EQUAL, SCRIPTS["arabic"]), Edit(Op.INSERT, " مرة أخرى"), old="1.", new="1."
    )
    context = chromium.new_context()
    window = Window(context, written(side_by_side_page(draft.comparison(), OPTIONS), tmp_path))
    words = window.page.locator(".change .words").first
    assert words.evaluate("words => getComputedStyle(words).direction") == "rtl"
    assert window.page.evaluate("getComputedStyle(document.body).direction") == "ltr"
    context.close()


def test_without_its_script_it_can_be_read(chromium: Any, path: Path) -> None:
    context = chromium.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(path.as_uri())
    assert "does not run" in page.inner_text("noscript")
    assert page.locator("#C-014 .words").first.is_visible()
    assert not page.locator("#save").is_visible() and not page.locator("#filters").is_visible()
    context.close()

"""The languages of the response document: their tables, somebody's own, and that no English is left in another."""

import io
import re
import tomllib
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import fields, is_dataclass, replace
from enum import Enum
from pathlib import Path
from string import Formatter

import pytest
from comparison_builders import MONEY, READINGS, Draft, many, renamed_and_set_beside, unchanged, varied
from lxml import etree
from openxml_audit import OpenXmlValidator

import contractdiff.forms
from contractdiff.errors import LanguageError
from contractdiff.forms import form_identity, response_document
from contractdiff.forms.language import ENGLISH, Language, read_language, shipped_languages
from contractdiff.forms.look import sentence
from contractdiff.forms.member import FUNDING, POSITIONS, member_form
from contractdiff.forms.wording import ended
from contractdiff.model import (
    CONSENTS,
    ChangeKind,
    Comparison,
    Declared,
    Edit,
    Incorporated,
    Notice,
    NoticeCode,
    Op,
    Reach,
    Side,
    TrackedChanges,
)
from contractdiff.ooxml.writing import link
from contractdiff.options import ResponseOptions
from contractdiff.resources import template_path

FORMS = Path(contractdiff.forms.__file__).parent
TABLES = {code: FORMS / "languages" / f"{code}.toml" for code in shipped_languages()}
SPANISH = read_language("es")
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
FULL = ResponseOptions(agency="Dept", coalition="Coal", return_by="2011-06-17", return_to="a@b.org")


def declared() -> Comparison:
    """Silent changes, hidden words, a folder, a term used widely, a divided clause, clauses of many."""
    made = renamed_and_set_beside()
    marked = replace(
        made.new.reading,
        file="copy.docx",
        tracked=TrackedChanges(insertions=1, deletions=2, moves=3, authors=tuple("RSTUVWXYZ")),
    )
    reach = tuple(Reach(term=f"T{n}", side=Side.OLD, clauses=made.changes[0].old) for n in range(5))
    silent = replace(made.changes[0], declared=Declared.PARTLY, silent=made.changes[0].edits, reach=reach)
    wholly = replace(made.changes[1], declared=Declared.NO)
    partly = replace(made.changes[2], declared=Declared.PARTLY)
    hidden = replace(made.new, clauses=tuple(replace(each, hidden=((0, 3),)) for each in made.new.clauses))
    parts = tuple(replace(each, designation="Exhibit A") for each in READINGS)
    notice = Notice(code=NoticeCode.NO_TEXT_ON_PAGE, message="§§", page=2)
    old = replace(
        made.old,
        reading=replace(
            made.old.reading, parts=parts, notices=tuple(replace(notice, message="§" * n) for n in range(9))
        ),
        incorporated=(Incorporated(name="Manual", clauses=(), supplied=True),),
    )
    new = replace(hidden, incorporated=(Incorporated(name="Budget", clauses=(), supplied=False),))
    return replace(made, old=old, new=new, marked=marked, changes=(silent, wholly, partly, *made.changes[3:]))


def divided() -> Comparison:
    """More changes than page one tells, most of them of one division, and one moved between pages."""
    draft = Draft()
    head = draft.change(ChangeKind.ADDED, Edit(Op.INSERT, "Head"), new="20.")
    for number in range(14):
        below = draft.clause(Side.NEW, f"20.{number}", f"n{number}", parent=head.new[0])
        draft.change(ChangeKind.ADDED, Edit(Op.INSERT, f"n{number}"), new=[below], flags=(MONEY,))
    for number in range(12):
        edits = [Edit(op, f"w{n} ") for n in range(12) for op in (Op.EQUAL, Op.DELETE, Op.INSERT)]
        pages = (number, number + 1)
        draft.change(ChangeKind.MODIFIED, *edits, old="", new="", moved=number == 5, pages=pages)
    return draft.comparison()


CASES: dict[str, Callable[[], Comparison]] = {
    "varied": varied,
    "told": renamed_and_set_beside,
    "unchanged": unchanged,
    "many": lambda: many(40),
    "declared": declared,
    "divided": divided,
}


def parts_of(document: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(document)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def printed(document: bytes) -> Iterator[str]:
    """Every stretch that people see or screen readers say, of the body and the footers."""
    for name, part in parts_of(document).items():
        if name.startswith(("word/document", "word/footer")):
            root = etree.fromstring(part)
            yield from (t.text or "" for t in root.iter(f"{W}t"))
            for tag in ("tblCaption", "tblDescription", "alias", "listItem"):
                for element in root.iter(f"{W}{tag}"):
                    yield from (value for key, value in element.attrib.items() if key != f"{W}tag")


def strings_in(value: object) -> Iterator[str]:
    """Every text that a comparison holds."""
    if isinstance(value, str):
        yield value
    elif is_dataclass(value) and not isinstance(value, type):
        for each in fields(value):
            yield from strings_in(getattr(value, each.name))
    elif isinstance(value, tuple):
        for each in value:
            yield from strings_in(each)
    elif isinstance(value, Enum):
        return


def english_left_out(comparison: Comparison) -> Comparison:
    """The comparison without what comes in English from elsewhere."""
    changes = (replace(change, summary="", flags=()) for change in comparison.changes)
    return replace(comparison, changes=tuple(changes))


# --- the tables -------------------------------------------------------------------------------------------------------


def names_in(words: str) -> list[str]:
    return sorted(name for _, name, _, _ in Formatter().parse(words) if name is not None and name != "number")


@pytest.mark.parametrize("code", TABLES)
def test_tables_are_complete_with_the_same_keys_and_names(code: str) -> None:
    language = read_language(code)
    assert list(language.strings) == list(ENGLISH.strings), "and in the same order"
    assert list(language.synonyms) == list(ENGLISH.synonyms)
    assert (language.code, language.tag[:3]) == (code, f"{code}-")
    for key, words in ENGLISH.strings.items():
        assert set(names_in(language.strings[key])) == set(names_in(words)), key
    assert TABLES[code].read_text(encoding="utf-8").startswith("# ")


def test_the_spanish_table_has_words_of_its_own() -> None:
    alike = {key for key, words in SPANISH.strings.items() if words == ENGLISH.strings[key]}
    marks = {"left_out", "arrow", "was", "bar"}
    assert alike == {
        *("marks.quotation", "marks.thousands", "quoting.no", "laws.federal"),
        *(f"formats.{each}" for each in ("docx", "pdf", "markdown", "odt")),
        *(f"glossary.{each}.word" for each in marks),
    }
    # two marks of the summaries are explained, which are in English
    for key in SPANISH.strings.keys() - {"glossary.was.word", "glossary.throughout.word"}:
        assert not re.search(r"\b(the|and|of|was|is)\b", re.sub(r"\{\w+\}", "", SPANISH.strings[key])), key


def test_every_key_is_used_and_every_key_used_is_there() -> None:
    sources = [*FORMS.rglob("*.py"), template_path("page/page.html")]
    code = "\n".join(path.read_text(encoding="utf-8") for path in sources).replace("'", '"')
    stems = {re.sub(r"\.(one|other|word|means)$", "", key) for key in ENGLISH.strings}
    for key in stems:
        table = key.partition(".")[0]
        made = re.search(rf'"{table}\.[^"{{]*{{|"{table}",', code)
        assert f'"{key}"' in code or f'"{key.partition(".")[2]}"' in code or made, f"{key} is never printed"
    for table, key in re.findall(r'(?:say|count|counted)\(\s*"([a-z_]+)\.([a-z_]+)"', code):
        assert f"{table}.{key}" in stems | ENGLISH.strings.keys()


@pytest.mark.parametrize("code", TABLES)
def test_no_word_means_two_positions(code: str) -> None:
    synonyms = read_language(code).synonyms
    assert set(synonyms) == {*POSITIONS, "agree", "negations", "conditions"}
    words = [word for key, own in synonyms.items() if key not in ("negations", "conditions") for word in own]
    assert len(set(words)) == len(words) and all(len(own) > 4 for own in synonyms.values())
    assert all(word == word.lower().strip() for own in synonyms.values() for word in own)


# --- documents in another language ------------------------------------------------------------------------------------


@pytest.mark.parametrize("case", CASES)
def test_no_english_of_the_table_is_left_in_a_spanish_document(case: str) -> None:
    comparison = english_left_out(CASES[case]())
    said = [" ".join(words.split()) for words in printed(response_document(comparison, FULL, language=SPANISH))]
    theirs = "\n".join(strings_in(comparison))
    for key, words in ENGLISH.strings.items():
        if words == SPANISH.strings[key] or key.startswith(("marks.", "language.")):
            continue
        for fragment, *_ in Formatter().parse(words):
            wanted = fragment.replace("*", "").strip()
            if len(wanted) > 12 and wanted not in theirs:
                assert not [each for each in said if wanted in each], key
            assert wanted not in said or not re.search(r"\w", wanted) or wanted in theirs.split(), key


def in_other_letters(line: str) -> str:
    """A line of the English table with each letter of its words in Cyrillic, the names in braces kept."""
    key, equals, words = line.partition(" = ")
    if line.startswith("#") or not words.startswith('"'):
        return line
    pieces = re.split(r"(\{\w+\}|\\u\w{4})", words)
    pieces[::2] = (
        re.sub("[a-z]", lambda found: chr(ord(found[0].lower()) + 0x3CF), p, flags=re.I) for p in pieces[::2]
    )
    return "".join((key, equals, *pieces))


@pytest.mark.parametrize("options", [FULL, ResponseOptions()], ids=["full", "empty"])
@pytest.mark.parametrize("case", CASES)
def test_every_fixed_word_comes_from_the_table(case: str, options: ResponseOptions, tmp_path: Path) -> None:
    comparison = english_left_out(CASES[case]())
    path = tmp_path / "own.toml"
    path.write_text("\n".join(map(in_other_letters, TABLES["en"].read_text("utf-8").splitlines())), "utf-8")
    # the ids of rows and notes are the same in every language, and long words are cut
    known = [*strings_in(comparison), *strings_in(options), form_identity(comparison)]
    theirs = " ".join([*known, "C-001 G-01 N-01 Q-01 footnote"])
    for said in printed(response_document(comparison, options, language=read_language(path))):
        assert not [word for word in re.findall("[A-Za-z]+", said) if word not in theirs], said


@pytest.mark.parametrize("case", CASES)
def test_a_spanish_document_is_sound_and_answers_are_tagged_as_in_english(case: str, tmp_path: Path) -> None:
    comparison = CASES[case]()
    made = response_document(comparison, FULL, language=SPANISH)
    (tmp_path / "es.docx").write_bytes(made)
    assert OpenXmlValidator().validate(tmp_path / "es.docx").is_valid

    def tags(document: bytes) -> list[str]:
        root = etree.fromstring(parts_of(document)["word/document.xml"])
        return [each.get(f"{W}val") or each.get(f"{W}name") for each in root.iter(f"{W}tag", f"{W}bookmarkStart")]

    assert tags(made) == tags(response_document(comparison, FULL))


def test_what_the_file_says_of_itself_follows_its_language() -> None:
    parts = parts_of(response_document(varied(), FULL, language=SPANISH))
    core = parts["docProps/core.xml"].decode()
    assert "<dc:language>es-US</dc:language>" in core and "<dc:title>Cambios en el contrato, de FY2011" in core
    footer = "".join(t.text or "" for t in etree.fromstring(parts["word/footer1.xml"]).iter(f"{W}t"))
    assert footer.startswith("Formulario FY2012 · ") and footer.endswith("Página 1 de 1")


def test_page_one_says_what_is_in_english_all_the_same() -> None:
    said = "\n".join(printed(response_document(varied(), FULL, language=SPANISH)))
    assert SPANISH.say("page_one.partly_english") in said and not ENGLISH.strings["page_one.partly_english"]
    assert "Encontramos 21 cambios: 3 críticos, 14 de fondo y 4 administrativos." in said


def test_english_is_the_default_and_the_same_each_time() -> None:
    for make in CASES.values():
        first = response_document(make(), FULL)
        assert first == response_document(make(), FULL, language=read_language("en"))


# --- answers ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("code", TABLES)
def test_what_is_chosen_has_one_code_in_every_language(code: str) -> None:
    form = member_form(read_language(code))
    answers = {"position": form.position} | {question.row: question.answer for question in form.identity}
    wanted = {"position": POSITIONS, "Funding": FUNDING, "Consent": CONSENTS, "Quoting": ("yes", "no")}
    for name, codes in wanted.items():
        answer = answers[name]
        assert tuple(choice.code for choice in answer.choices) == codes
        assert [answer.code_of(answer.title_of(each)) for each in codes] == list(codes)
        assert answer.code_of("?") == answer.title_of("?") == ""
    assert form.identity[5].answer.chosen == "count_us"
    assert [row.id for row in form.open_rows] == [row.id for row in member_form(ENGLISH).open_rows]
    assert member_form(read_language(code)) is form, "made once"


# --- sentences --------------------------------------------------------------------------------------------------------


def test_numbers_lists_and_quotations_follow_the_table() -> None:
    assert [ENGLISH.count("page_one.changes", n) for n in (0, 1, 2000)] == ["0 changes", "1 change", "2,000 changes"]
    assert SPANISH.count("page_one.changes", 1) == "1 cambio"
    assert [SPANISH.listed("abc"[:n]) for n in range(4)] == ["", "a", "a y b", "a, b y c"]
    assert SPANISH.and_more("4.1", 2) == "4.1 y 2 más" and SPANISH.and_more("4.1", 0) == "4.1"
    assert ENGLISH.quoted("the “State” {x}") == "“the ‘State’ {x}”"
    french = replace(SPANISH, strings={**SPANISH.strings, "marks.quotation": "« {words} »", "marks.thousands": "."})
    assert ended(french.quoted("Fin.")) == "« Fin. »" and ended(french.quoted("fin")) == "« fin »."
    assert french.shown(2000) == "2.000"


def test_a_sentence_is_bold_between_asterisks_and_holds_links() -> None:
    strings = {**ENGLISH.strings, "page_one.step_missing": "*Say* it in {rows} *{number} times*."}
    language = replace(ENGLISH, strings=strings)
    rows = link("x", "*", "Hyperlink")
    runs = sentence(language, "page_one.step_missing", before=" ", links={"rows": rows}, number=1000)
    said = ["".join(re.findall(r"<w:t [^>]*>([^<]*)", each)) for each in runs]
    assert said == [" Say", " it in ", "*", " ", "1,000 times", "."]
    assert ["Strong" in each for each in runs] == [True, False, False, False, True, False]


# --- languages of one's own -------------------------------------------------------------------------------------------


def test_a_language_of_ones_own_from_a_file(tmp_path: Path) -> None:
    path = tmp_path / "mine.toml"
    path.write_text(TABLES["en"].read_text("utf-8").replace('support = "Support"', 'support = "Yea"'), "utf-8")
    language = read_language(str(path))
    assert isinstance(language, Language) and member_form(language).position.choices[0].title == "Yea"
    assert "Yea" in list(printed(response_document(varied(), FULL, language=language)))
    assert read_language(path).strings == language.strings


@pytest.mark.parametrize(
    ("wrong", "right", "said"),
    [
        ('support = "Support"\n', "", "lacks positions.support. Copy"),
        (
            '[funding]\ngrant = "Grant"\nfee_for_service = "Fee-for-service"\nboth = "Both"\nother = "Other"',
            "",
            "and 1 more",
        ),
        ('support = "Support"', 'suport = "Support"\nsupport = "Support"', "suport, which no form uses (is positions."),
        ('support = "Support"', 'support = ""', "has no words at positions.support"),
        ('support = "Support"', "support = 7", "has no words at positions.support"),
        ('oppose = "Oppose"', 'oppose = "Support"', "calls two choices alike in [positions]"),
        ("{agency} has", "{agenci} has", "{agency}, {answer}, {new}, {old}."),
        ("{agency} has", "It has", "other names in braces at page_one.what_this_is"),
        ("{agency} has", "{agency.real} has", "other names in braces"),
        ("{agency} has", "{agency:>9} has", "other names in braces"),
        ("{agency} has", "{agency!r} has", "other names in braces"),
        ("{agency} has", "{agency has", "other names in braces"),
        ("“{words}”", "words", "other names in braces at marks.quotation"),
        ("*Say who you are*", "*Say who you are", "has 1 asterisks at page_one.step_identity. Use 2"),
        ("agree = [", 'agree = ["Aye",', "no list of words in small letters at synonyms.agree"),
        ("agree = [", 'agree = ["against",', "has “against” at synonyms.oppose and at synonyms.agree"),
        ("negations = [", "negations = 5\nother = [", "no list of words in small letters at synonyms.neg"),
        ("[positions]", "[positions", "cannot be understood"),
    ],
)
def test_a_file_that_is_not_complete_is_refused(wrong: str, right: str, said: str, tmp_path: Path) -> None:
    text = TABLES["en"].read_text(encoding="utf-8")
    assert wrong in text
    path = tmp_path / "mine.toml"
    path.write_text(text.replace(wrong, right, 1), encoding="utf-8")
    with pytest.raises(LanguageError) as error:
        read_language(path)
    assert said in str(error.value) and str(path) in str(error.value)
    assert error.value.exit_code == 5


def test_one_thing_may_be_told_in_words(tmp_path: Path) -> None:
    path = tmp_path / "mine.toml"
    text = TABLES["en"].read_text(encoding="utf-8")
    path.write_text(text.replace('changes.one = "{number} change"', 'changes.one = "one change"'), encoding="utf-8")
    assert read_language(path).count("page_one.changes", 1) == "one change"


def test_languages_that_are_not_there(tmp_path: Path) -> None:
    with pytest.raises(LanguageError, match=r"no language “fr”\. There are en, es; for another"):
        read_language("fr")
    with pytest.raises(LanguageError, match=r"no language file .*gone\.toml\. Check the name"):
        read_language(tmp_path / "gone.toml")
    with pytest.raises(LanguageError, match="cannot be read"):
        (tmp_path / "folder.toml").mkdir()
        read_language(tmp_path / "folder.toml")
    (tmp_path / "latin.toml").write_bytes('name = "Español"'.encode("latin-1"))
    with pytest.raises(LanguageError, match="save the file as UTF-8"):
        read_language(tmp_path / "latin.toml")


def test_shipped_languages_are_read_once() -> None:
    assert read_language("es") is SPANISH and read_language("en") is ENGLISH
    assert tomllib.loads(TABLES["es"].read_text(encoding="utf-8"))["language"]["name"] == SPANISH.name

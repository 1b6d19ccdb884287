"""The laws that contracts cite: found, told apart, registered, and put into a worksheet for experts."""

import re
import zipfile
from datetime import date
from io import BytesIO
from pathlib import Path

import pytest
from lxml import etree
from openxml_audit import OpenXmlValidator

from contractdiff import api
from contractdiff.cli.root import commands
from contractdiff.cli.running import run
from contractdiff.cli.showing import account
from contractdiff.flags.authorities import citations
from contractdiff.flags.rulebook import default_rules, read_rules
from contractdiff.forms import response_document, worksheet
from contractdiff.forms.worksheet import NOT_CHECKED, OUTCOMES, TESTS
from contractdiff.model import Authority, Comparison, NoticeCode, Standing
from contractdiff.options import ResponseOptions

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
RULES = Path(api.__file__).parent.parent / "flags" / "rules"


def names(text: str) -> list[str]:
    return [each.name for cited in citations(text, text.lower()) for each in cited.provisions]


# --- citations --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "laws"),
    [
        ("kept for three years under 2 CFR 200.334", ["2 CFR Part 200"]),
        ("2 C.F.R. Part 200, Subpart F, 30 days later", ["2 CFR Part 200"]),
        ("2 CFR §§ 200.330-.332", ["2 CFR Part 200"]),
        ("45 CFR 75.300 through 75.309", ["45 CFR Part 75"]),
        ("45 CFR Parts 160, 162 and 164 and 30 ILCS 540", ["45 CFR Part 160", "45 CFR Part 162", "45 CFR Part 164",
                                                           "30 ILCS 540"]),
        ("Title 45, Code of Federal Regulations, Part 96", ["45 CFR Part 96"]),
        ("Part 200 of Title 2 of the Code of Federal Regulations", ["2 CFR Part 200"]),
        ("42 U.S.C.A. §§ 2000d to 2000d-7", ["42 U.S.C. 2000d"]),
        ("section 794 of title 29, United States Code", ["29 U.S.C. 794"]),
        ("P.L. 104-191", ["Pub. L. 104-191"]),
        ("89 FR 30,046", ["89 Fed. Reg. 30046"]),
        ("OMB Circulars A-87 and A-110", ["OMB Circular A-87", "OMB Circular A-110"]),
        ("OMB Memorandum M-21-20", ["OMB Memorandum M-21-20"]),
        ("FAR 52.222-50", ["48 CFR Part 52"]),
        ("44 Ill. Adm. Code 7000.80", ["44 Ill. Adm. Code 7000"]),
        ("P.A. 102-1115", ["Public Act 102-1115"]),
        ("RCW 43.20A.010 and chapter 388-148 WAC", ["RCW 43.20A", "WAC 388-148"]),
        ("Cal. Welf. & Inst. Code § 5328", ["Cal. Welf. & Inst. Code 5328"]),
        ("Title 22, California Code of Regulations, Section 51341", ["22 California Code of Regulations 51341"]),
        ("Tex. Gov't Code ch. 552", ["Tex. Gov't Code 552"]),
        ("N.Y. Exec. Law § 296", ["N.Y. Exec. Law 296"]),
        ("Article 15 of the Executive Law", ["Executive Law 15"]),
        ("Minn. Stat. § 256B.0625, subd. 20", ["Minn. Stat. 256B"]),
        ("Minnesota Rules, part 9505.0175", ["Minnesota Rules 9505"]),
        ("Ohio Adm. Code 5160-1-17.2", ["Ohio Adm. Code 5160-1"]),
        ("ORS 409.050", ["ORS 409"]),
        ("M.G.L. c. 118E, § 9", ["M.G.L. 118E"]),
        ("O.C.G.A. § 49-4-140", ["O.C.G.A. 49-4"]),
        ("Section 409.905, Florida Statutes", ["Florida Statutes 409"]),
        ("§ 24-72-204, C.R.S.", ["C.R.S. 24-72"]),
        ("N.J.A.C. 10:37-6.79", ["N.J.A.C. 10:37"]),
        ("23 Pa.C.S. § 6301", ["23 Pa.C.S. 6301"]),
        ("Executive Order No. 2018-02", ["Executive Order 2018-02"]),
        ("Ordinance No. 2019-115", ["Ordinance 2019-115"]),
        ("chapter 325, Laws of 2019", ["Laws of 2019 325"]),
        ("Under the Open Meetings Act and the Health Code", ["Open Meetings Act", "Health Code"]),
    ],
)  # fmt: skip
def test_what_a_text_cites(text: str, laws: list[str]) -> None:
    assert names(text) == laws


@pytest.mark.parametrize(
    "text",
    [
        "Section 5.2(a) of this Agreement", "TLS 1.2 or later", "call TTY 800-555-1212", "RFP 12-345-01", "FY 2011-12",
        "Procedure Code 90834", "ZIP Code 60601", "The Act applies.", "WCAG 2.1", "4 FTE 2.5 days", "2022 CV 28",
        "the Provider Code of Conduct, Section 4", "Exhibit A-133", "Chapter 5 of the Provider Manual", "12 PM 30 days",
        "Applicable Law. Section 12 holds.", "State Law Section 4", "EO 3 employees",
    ],
)  # fmt: skip
def test_what_cites_no_law(text: str) -> None:
    assert names(text) == []


def test_one_law_has_one_key_however_it_is_written() -> None:
    def keys(*texts: str) -> set[str]:
        return {each.key for text in texts for cited in citations(text, text.lower()) for each in cited.provisions}

    assert len(keys("2 CFR 200.334", "2 C.F.R. Part 200", "Title 2, Code of Federal Regulations, Part 200")) == 1
    assert len(keys("44 Ill. Adm. Code 7000", "44 Illinois Administrative Code, Part 7000.80")) == 1
    assert len(keys("30 ILCS 540", "30 ILCS 540/3-2", "30 ILCS 705")) == 2
    assert len(keys("2 CFR 200", "2 CFR 200.334", "2 CFR 20", "45 CFR 200")) == 3


# --- the register -----------------------------------------------------------------------------------------------------

OLD = (
    "1. Records. Grantee shall keep records for three years under 2 CFR 200.333.",
    "2. Interest. Interest is owed under the Timely Payment Act (12 XCS 540).",
    "3. Audit. The audit shall be made under OMB Circular A-133.",
    "4. Law. This award is governed by the Money Act, 12 XCS 105.",
    "5. Smoking. No one may smoke, as the Clean Lungs Act says.",
    "6. Notes. Notes are kept for a month.",
)
NEW = (
    "1. Records. Grantee shall keep records for five years under 2 CFR 200.334.",
    "2. Interest. Interest is not owed, whatever the Timely Payment Act says.",
    "3. Audit. The audit shall be made under 2 CFR Part 200, Subpart F.",
    "4. Law. This award is governed by the Award Oversight Act (“AOA”), 12 XCS 708.",
    "5. Smoking. No one may smoke, as the Clean Lungs Act says.",
    "6. Notes. Notes are kept for a year, as the AOA requires.",
)


def compared(folder: Path, old: tuple[str, ...] = OLD, new: tuple[str, ...] = NEW, *rules: str) -> Comparison:
    paths = folder / "old.txt", folder / "new.txt"
    for path, clauses in zip(paths, (old, new), strict=True):
        path.write_text("\n\n".join(clauses), encoding="utf-8")
    return api.compare(*paths, rules=api.read_rules(rules))


def law(comparison: Comparison, name: str) -> Authority:
    return next(each for each in comparison.authorities if each.name == name)


def standing(comparison: Comparison, name: str) -> dict[str, Standing]:
    """How each change stands to a law, by the number of its clause."""
    numbers = {change.id: (change.new or change.old)[0][1:] for change in comparison.changes}
    return {numbers[each.change]: each.standing for each in law(comparison, name).changes}


def test_the_register_takes_what_belongs_together_for_one_law(tmp_path: Path) -> None:
    found = compared(tmp_path)
    assert [each.name for each in found.authorities] == [
        "Uniform Guidance (2 CFR Part 200)",
        "OMB Circular A-133",
        "Timely Payment Act, 12 XCS 540",
        "Award Oversight Act, 12 XCS 708",
        "Clean Lungs Act",
        "Money Act, 12 XCS 105",
    ]
    assert [each.federal for each in found.authorities] == [True, True, False, False, False, False]
    named = law(found, "Timely Payment Act, 12 XCS 540")
    assert (named.old, named.new) == (("o2",), ("n2",))
    assert law(found, "Award Oversight Act, 12 XCS 708").new == ("n4", "n6")


def test_how_a_change_stands_to_a_law(tmp_path: Path) -> None:
    found = compared(tmp_path)
    guidance = standing(found, "Uniform Guidance (2 CFR Part 200)")
    assert guidance == {"1": Standing.REPLACED, "3": Standing.REPLACED}
    assert standing(found, "OMB Circular A-133") == {"3": Standing.REPLACED}
    assert standing(found, "Timely Payment Act, 12 XCS 540") == {"2": Standing.BESIDE}
    oversight = standing(found, "Award Oversight Act, 12 XCS 708")
    assert oversight == {"4": Standing.REPLACED, "6": Standing.NEW}
    assert standing(found, "Money Act, 12 XCS 105") == {"4": Standing.REPLACED}
    assert standing(found, "Clean Lungs Act") == {}
    back = compared(tmp_path, NEW, OLD)
    assert standing(back, "Award Oversight Act, 12 XCS 708")["6"] is Standing.DROPPED


def test_a_law_that_the_rules_know_has_its_facts_and_questions(tmp_path: Path) -> None:
    known = law(compared(tmp_path), "Uniform Guidance (2 CFR Part 200)")
    assert any("$1,000,000" in fact.says and fact.since == date(2024, 10, 1) for fact in known.facts)
    assert any("$750,000" in fact.says and "before October 1, 2024" in fact.says for fact in known.facts)
    assert known.questions
    assert not law(compared(tmp_path), "Money Act, 12 XCS 105").facts


# --- the rule files ---------------------------------------------------------------------------------------------------


def test_the_default_rules_name_no_states_law() -> None:
    assert all(known.federal for known in default_rules().laws)
    for path in RULES.glob("*.toml"):
        lines = [line for line in path.read_text(encoding="utf-8").splitlines() if not line.startswith("#")]
        if path.stem != "illinois":
            assert not re.search(r"illinois|\bilcs\b|\bill\. adm", "\n".join(lines).lower()), path


@pytest.mark.parametrize("rules", [(), ("illinois",)])
def test_every_fact_is_one_plain_sentence_with_its_source(rules: tuple[str, ...]) -> None:
    laws = read_rules(rules).laws
    assert len({known.name for known in laws}) == len(laws)
    for known in laws:
        assert known.facts or known.questions, known.name
        assert all(question.endswith("?") for question in known.questions), known.name
        for fact in known.facts:
            assert fact.says[0].isupper() and fact.says.endswith(".") and "  " not in fact.says, fact
            assert fact.source and fact.checked >= date(2026, 11, 1)
            assert not (fact.since and fact.until) or fact.since <= fact.until, fact


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("45 CFR Parts 160 and 164", "HIPAA (45 CFR Parts 160 to 164)"),
        ("45 C.F.R. § 75.361", "HHS grant rules (45 CFR Part 75, 2 CFR Part 300)"),
        ("the Drug-Free Workplace Act of 1988", "Drug-Free Workplace Act of 1988 (federal)"),
        ("20 U.S.C. 6081", "Pro-Children Act"),
        ("Section 504 of the Rehabilitation Act of 1973", "Section 504 of the Rehabilitation Act"),
        ("the Byrd Anti-Lobbying Amendment", "Byrd Anti-Lobbying Amendment"),
        ("Executive Order 11246", "Executive Order 11246 (equal employment)"),
        ("2 CFR Part 2000", "2 CFR Part 2000"),
    ],
)
def test_federal_laws_are_known_by_number_and_by_name(text: str, name: str, tmp_path: Path) -> None:
    found = compared(tmp_path, ("1. All is well.", "2. Go."), ("1. All is well.", f"2. Go by {text}."))
    assert [each.name for each in found.authorities] == [name]


def test_a_states_rules_bring_what_is_known_of_its_laws(tmp_path: Path) -> None:
    old = ("1. Interest is owed under the State Prompt Payment Act.", "2. Pay under 30 ILCS 105.")
    new = ("1. Interest is owed by 30 ILCS 540/3-2 on bills.", "2. Pay under 30 ILCS 105 and 30 ILCS 500.")
    plain, told = compared(tmp_path, old, new), compared(tmp_path, old, new, "illinois")
    notices = [notice for notice in plain.notices if notice.code is NoticeCode.RULES_NOT_IN_FORCE]
    assert len(notices) == 1 and "--rules illinois" in notices[0].message
    assert not told.notices
    payment = law(told, "State Prompt Payment Act (30 ILCS 540)")
    assert payment.facts and (payment.old, payment.new) == (("o1",), ("n1",))
    assert not any(each.facts for each in plain.authorities)


# --- the worksheet ----------------------------------------------------------------------------------------------------


def document(data: bytes) -> etree._Element:
    with zipfile.ZipFile(BytesIO(data)) as archive:
        return etree.fromstring(archive.read("word/document.xml"))


def text_of(root: etree._Element) -> str:
    return "\n".join("".join(t.text or "" for t in p.iter(f"{W}t")) for p in root.iter(f"{W}p"))


def made(comparison: Comparison) -> bytes:
    data = worksheet(comparison, ResponseOptions(coalition="Partners"))
    assert data is not None
    return data


def test_the_worksheet_asks_the_five_tests_of_each_law_that_a_change_cites(tmp_path: Path) -> None:
    comparison = compared(tmp_path)
    root = document(made(comparison))
    words = text_of(root)
    cited = [each for each in comparison.authorities if each.changes]
    for authority in cited:
        assert authority.name in words
        assert all(fact.says in words and fact.source in words for fact in authority.facts)
        assert all(question in words for question in authority.questions)
    assert "Cited in both versions, and by no change\nClean Lungs Act." in words
    tags = [tag.get(f"{W}val") for tag in root.iter(f"{W}tag")]
    assert len(tags) == len(set(tags))
    links = sum(len(authority.changes) for authority in cited)
    assert len(tags) == 2 * len(TESTS) * len(cited) + 2 * links
    choices = [[item.get(f"{W}value") for item in each] for each in root.iter(f"{W}dropDownList")]
    assert choices == [list(OUTCOMES)] * links
    assert words.count(NOT_CHECKED) > links


def test_the_new_laws_come_first(tmp_path: Path) -> None:
    rows = [row for row in document(made(compared(tmp_path))).iter(f"{W}tr") if text_of(row).startswith("L-")]
    assert [text_of(row).splitlines()[1] for row in rows] == [
        "Award Oversight Act, 12 XCS 708",
        "OMB Circular A-133",
        "Money Act, 12 XCS 105",
        "Uniform Guidance (2 CFR Part 200)",
        "Timely Payment Act, 12 XCS 540",
    ]


def test_the_worksheet_is_sound_accessible_and_always_the_same(tmp_path: Path) -> None:
    comparison = compared(tmp_path)
    data = made(comparison)
    assert data == made(comparison)
    path = tmp_path / "authorities.docx"
    path.write_bytes(data)
    result = OpenXmlValidator().validate(path)
    assert result.is_valid and not list(result.errors)
    root = document(data)
    assert not list(root.iter(f"{W}gridSpan", f"{W}vMerge"))
    for table in root.iter(f"{W}tbl"):
        assert table.find(f"{W}tblPr/{W}tblDescription").get(f"{W}val")
        assert table.find(f"{W}tr/{W}trPr/{W}tblHeader") is not None


def test_without_a_law_there_is_no_worksheet_and_no_appendix(tmp_path: Path) -> None:
    bare = compared(tmp_path, ("1. Pay in ten days.", "2. Go."), ("1. Pay in nine days.", "2. Go."))
    assert bare.authorities == () and worksheet(bare, ResponseOptions()) is None
    assert "Appendix E" not in text_of(document(response_document(bare, ResponseOptions())))


def test_members_see_which_laws_the_changes_cite(tmp_path: Path) -> None:
    words = text_of(document(response_document(compared(tmp_path), ResponseOptions())))
    appendix = words[words.index("Appendix E: Laws and rules cited") :]
    assert "OMB Circular A-133\nFederal\nNo longer cited" in appendix
    assert "(3): replaced by another" in appendix and "(1): cited at another section" in appendix
    assert "Clean Lungs Act" not in appendix


# --- the command line -------------------------------------------------------------------------------------------------


def test_compare_writes_the_worksheet_into_the_docket(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    lines = account(compared(tmp_path))
    assert "    laws cited: 6; 1 new, 2 dropped; 5 changes cite one" in lines
    assert run(commands, ["compare", "old.txt", "new.txt", "-o", "docket"]) == 0
    assert "authorities.docx" in capsys.readouterr().out
    assert sorted(path.name for path in Path("docket").iterdir()) == [
        "authorities.docx", "comparison.json", "docket.sqlite", "response.docx", "sent",
    ]  # fmt: skip
    assert run(commands, ["compare", "old.txt", "new.txt", "--response", "only.docx"]) == 0
    assert not Path("authorities.docx").exists()


def test_where_no_change_cites_a_law_that_is_said(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    compared(tmp_path, ("1. Pay in ten days.", "2. Go."), ("1. Pay in nine days.", "2. Go."))
    assert run(commands, ["compare", "old.txt", "new.txt", "-o", "docket"]) == 0
    assert "Not written: docket" in capsys.readouterr().out
    assert not Path("docket", "authorities.docx").exists()

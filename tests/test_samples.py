import json
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest
from check_story import differing
from lxml import etree
from openxml_audit import OpenXmlValidator

SAMPLES = Path(__file__).resolve().parent.parent / "samples"
BUILD = "import sys, pathlib; sys.path.insert(0, sys.argv[1]); import build; build.build(pathlib.Path('.'), pdf=False)"


def build(folder):
    subprocess.run([sys.executable, "-B", "-c", BUILD, SAMPLES], cwd=folder, check=True)
    return folder


@pytest.fixture(scope="module")
def built(tmp_path_factory):
    return build(tmp_path_factory.mktemp("samples"))


def wording(path):
    with zipfile.ZipFile(path) as package:
        parts = [name for name in package.namelist() if name.startswith("word/") and name.endswith(".xml")]
        paragraphs = [p for part in parts for p in etree.fromstring(package.read(part)).iterfind(".//{*}p")]
    return "\n".join("".join(p.itertext("{*}t")) for p in paragraphs)


@pytest.mark.parametrize("name", ["fy2011.docx", "fy2012.docx", "changes.json"])
def test_building_again_gives_the_same_bytes(built, tmp_path, name):
    assert (build(tmp_path) / name).read_bytes() == (built / name).read_bytes()


@pytest.mark.parametrize("name", ["fy2011.docx", "fy2012.docx"])
def test_the_samples_in_the_tree_are_up_to_date_and_valid(built, name):
    with zipfile.ZipFile(built / name) as new, zipfile.ZipFile(SAMPLES / name) as kept:
        assert {part: kept.read(part) for part in kept.namelist()} == {part: new.read(part) for part in new.namelist()}
    assert OpenXmlValidator().validate(SAMPLES / name).errors == []


def test_the_list_of_changes_in_the_tree_is_up_to_date(built):
    assert (SAMPLES / "changes.json").read_text("utf-8") == (built / "changes.json").read_text("utf-8")


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("Interest on Late Payment.", ""),
        ("receives $500,000 or more from the Department", "receives $300,000 or more from the Department"),
        ("for three (3) years after the date of the final payment", "for six (6) years after the date of the final"),
        ("", "FEDERAL TRANSPARENCY REPORTING"),
        ("the Department shall indemnify and hold harmless the Provider", "The Provider shall indemnify, defend"),
        ("Provider at least thirty (30) calendar days’ Notice", "Provider at least ten (10) calendar days’ Notice"),
        ("The Department shall pay the Bureau’s fee.", "a Staff Person or a Volunteer has contact with Clients"),
        ("The Department shall provide technical assistance", "The Department may provide technical assistance"),
        ("The Provider may submit invoices", "The Provider shall submit invoices"),
        ("which shall not be unreasonably withheld, before", "may give or withhold in its sole discretion, before"),
        ("The Provider shall have a governing board", "The Grantee shall have a governing board"),
    ],
)
def test_each_story_is_told(old, new):
    fy2011, fy2012 = wording(SAMPLES / "fy2011.docx"), wording(SAMPLES / "fy2012.docx")
    assert old in fy2011
    assert new in fy2012
    assert not old or old not in fy2012
    assert not new or new not in fy2011


def test_numbers_are_made_by_word_in_one_version_and_typed_in_the_other():
    fy2011, fy2012 = wording(SAMPLES / "fy2011.docx"), wording(SAMPLES / "fy2012.docx")
    assert "ARTICLE IV" not in fy2011
    assert "ARTICLE IV" in fy2012
    assert "\n4.1.Maximum Amount." in fy2012
    assert "\nMaximum Amount." in fy2011


def test_the_story_in_the_tree_is_up_to_date(tmp_path):
    # up to the first form of the exchange; ``python -m tests.check_story`` makes all of it
    others, number = differing(tmp_path, upto="lead_writes", pdf=False)
    assert (others, number) == ([], 21)


def test_the_list_of_changes_holds_every_kind():
    changes = json.loads((SAMPLES / "changes.json").read_text("utf-8"))["changes"]
    kinds = {"reword", "rewrite", "insert", "delete", "move", "split", "merge", "rename"}
    assert {change["kind"] for change in changes} == kinds

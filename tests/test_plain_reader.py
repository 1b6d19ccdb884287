"""Plain text and Markdown."""

from pathlib import Path

import pytest

from contractdiff.errors import NoTextError, UnreadableError
from contractdiff.model import Role
from contractdiff.readers.plain import read_plain


def texts(name: str, data: str) -> list[str]:
    return [block.text for block in read_plain(Path(name), data.encode()).blocks]


def test_lines_of_a_paragraph_are_joined_and_items_kept_apart() -> None:
    text = "1. Provider shall submit\n   an invoice.\n2. The Department pays, as\nSection 5.2 of this Agreement says.\n"
    assert texts("a.txt", text) == [
        "1. Provider shall submit an invoice.",
        "2. The Department pays, as Section 5.2 of this Agreement says.",
    ]


def test_markdown_headings_emphasis_links_and_tables() -> None:
    source = read_plain(
        Path("a.md"),
        b"# Terms\n\nThe **Provider** shall see [Exhibit A](#a) for `rates`.\n\n"
        b"| Unit | Rate |\n|---|---|\n| Hour | $40 |\n",
    )
    assert [(block.text, block.heading) for block in source.blocks] == [
        ("Terms", True),
        ("The Provider shall see Exhibit A for rates.", False),
        ("Unit\tRate", False),
        ("Hour\t$40", False),
    ]
    assert source.blocks[-1].role is Role.TABLE_ROW


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_encodings(encoding: str) -> None:
    source = read_plain(Path("a.txt"), "The “Term” ends – soon.".encode(encoding))
    assert source.blocks[0].text == "The “Term” ends – soon."


def test_bytes_that_are_no_text_are_refused() -> None:
    with pytest.raises(UnreadableError, match="not plain text"):
        read_plain(Path("a.txt"), b"\x00\x01\x02")


def test_a_file_of_white_space_is_refused() -> None:
    with pytest.raises(NoTextError, match="no text"):
        read_plain(Path("a.txt"), b" \n ")

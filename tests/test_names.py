"""Which names are one organization's."""

import pytest
from hypothesis import given
from strategies import any_text

from contractdiff.docket.names import organization_key, plain


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Hope House", "HOPE  HOUSE, INC."),
        ("Hope House", "Ｈope\u00a0House"),
        ("The Niños & Families Center, Inc.", "Ninos and Families Center"),
        ("St. Mary's Home", "St Mary’s Home"),
        ("St. Mary´s Home", "St Marys Home"),
        ("A.B.C. Services L.L.C.", "ABC Services"),
        ("Well-Being Center", "Well Being Center"),
        ("Alpha Corp., NFP", "alpha"),
        ("Fundación Sol, S.A.", "Fundacion Sol"),
        ("So\u00adber Liv\u200bing", "Sober Living"),
        ("Straße 7", "STRASSE 7"),
    ],
)
def test_spellings_of_one_name(one: str, other: str) -> None:
    assert organization_key(one) == organization_key(other) != ""


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Hope House", "Hope Home"),
        ("Company of Friends", "of Friends"),
        ("Theater Group", "ater Group"),
        ("Region 1", "Region 2"),
        ("Inc. Village", "Village"),
        ("किताब", "कतब"),
    ],
)
def test_different_names(one: str, other: str) -> None:
    assert organization_key(one) != organization_key(other)


@pytest.mark.parametrize(
    ("name", "key"), [("The", "the"), ("The Co.", "co"), ("Inc, LLC", "inc"), ("—?!", ""), ("", "")]
)
def test_a_name_of_nothing_but_such_words_keeps_one(name: str, key: str) -> None:
    assert organization_key(name) == key


@given(any_text)
def test_the_key_of_any_name_is_plain_and_knows_no_capitals_or_spaces(name: str) -> None:
    key = organization_key(name)
    assert key == plain(key) == " ".join(key.split())
    assert organization_key(f"  {name} ") == key

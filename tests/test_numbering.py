"""The numbers Word prints before list paragraphs, worked out by hand from ECMA-376 part 1, 17.9."""

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from word_builders import abstract, blocks, field, item, labels, level, num, p, read, restart, table, word_file

from contractdiff.model import NoticeCode
from contractdiff.ooxml.number_formats import format_number
from contractdiff.ooxml.number_words import spelled

OUTLINE = abstract(0, level(0, "%1."), level(1, "%1.%2"), level(2, "(%3)", "lowerLetter"), level(3, "%1.%2.%4"))


@pytest.mark.parametrize(
    ("number_format", "number", "printed"),
    [
        ("decimal", 12, "12"),
        ("decimalZero", 7, "07"),
        ("decimalZero", 12, "12"),
        ("upperRoman", 4, "IV"),
        ("upperRoman", 1994, "MCMXCIV"),
        ("lowerRoman", 39, "xxxix"),
        ("upperLetter", 26, "Z"),
        ("lowerLetter", 27, "aa"),
        ("lowerLetter", 28, "bb"),
        ("lowerLetter", 53, "aaa"),
        ("ordinal", 1, "1st"),
        ("ordinal", 11, "11th"),
        ("ordinal", 22, "22nd"),
        ("ordinal", 113, "113th"),
        ("cardinalText", 21, "Twenty-one"),
        ("cardinalText", 120, "One hundred twenty"),
        ("ordinalText", 1, "First"),
        ("ordinalText", 12, "Twelfth"),
        ("ordinalText", 20, "Twentieth"),
        ("ordinalText", 33, "Thirty-third"),
        ("ordinalText", 1000, "One thousandth"),
        ("001, 002, 003, ...", 14, "014"),
        ("none", 3, ""),
        ("numberInDash", 3, "- 3 -"),
        ("hex", 255, "FF"),
        ("chicago", 6, "††"),
        ("decimalEnclosedCircle", 3, "③"),
        ("decimalEnclosedCircle", 21, "21"),
        ("decimalEnclosedCircleChinese", 10, "⑩"),
        ("decimalEnclosedCircleChinese", 11, "11"),
        ("decimalEnclosedFullstop", 20, "⒛"),
        ("decimalEnclosedParen", 21, "21"),
        ("upperRoman", 0, "0"),
        ("upperLetter", 780, "Z" * 30),
        ("upperLetter", 781, "A"),
        ("aiueo", 46, "ﾝ"),
        ("aiueo", 47, "ｱ"),
        ("aiueoFullWidth", 11, "サ"),
        ("iroha", 2, "ﾛ"),
        ("irohaFullWidth", 48, "ン"),
        ("arabicAlpha", 3, "ت"),
        ("arabicAbjad", 3, "ج"),
        ("arabicAlpha", 29, "أأ"),
        ("hebrew1", 15, "טו"),
        ("hebrew1", 121, "קכא"),
        ("hebrew2", 11, "כ"),
        ("hebrew2", 24, "בת"),
        ("hindiVowels", 1, "क"),
        ("hindiConsonants", 18, "अः"),
        ("hindiNumbers", 105, "१०५"),
        ("hindiCounting", 3, "तीन"),
        ("thaiLetters", 3, "ค"),
        ("thaiNumbers", 12, "๑๒"),
        ("thaiCounting", 21, "ยี่สิบเอ็ด"),
        ("bahtText", 7, "7"),
        ("vietnameseCounting", 15, "mười lăm"),
        ("vietnameseCounting", 21, "hai mươi mốt"),
        ("vietnameseCounting", 105, "một trăm linh năm"),
        ("russianLower", 30, "аа"),
        ("ganada", 2, "나"),
        ("chosung", 15, "ㄱㄱ"),
        ("koreanDigital", 10, "일영"),
        ("koreanDigital2", 10, "一零"),
        ("koreanCounting", 111, "백십일"),
        ("koreanLegal", 21, "스물하나"),
        ("koreanLegal", 100, "100"),
        ("decimalFullWidth", 12, "１２"),
        ("decimalFullWidth2", 12, "１２"),
        ("decimalHalfWidth", 12, "12"),
        ("ideographDigital", 10, "一〇"),
        ("ideographEnclosedCircle", 10, "㈩"),
        ("ideographTraditional", 10, "癸"),
        ("ideographTraditional", 11, "11"),
        ("ideographZodiac", 12, "亥"),
        ("ideographZodiacTraditional", 13, "丙子"),
        ("ideographLegalTraditional", 23, "貳拾參"),
        ("chineseCounting", 10, "十"),
        ("chineseCounting", 21, "二十一"),
        ("chineseCounting", 105, "一○五"),
        ("chineseCountingThousand", 19, "十九"),
        ("chineseCountingThousand", 110, "一百一十"),
        ("chineseCountingThousand", 1005, "一千〇五"),
        ("chineseCountingThousand", 12_000, "一万二千"),
        ("chineseLegalSimplified", 15, "壹拾伍"),
        ("taiwaneseCounting", 20, "二十"),
        ("taiwaneseCountingThousand", 101, "一百零一"),
        ("taiwaneseDigital", 20, "二○"),
        ("japaneseCounting", 1111, "千百十一"),
        ("japaneseDigitalTenThousand", 20, "二〇"),
        ("japaneseLegal", 12, "壱拾弐"),
        ("One, Two, Three, ...", 4, "Four"),
        ("Α, Β, Γ, ...", 4, None),
        ("dollarText", 3, None),
    ],
)
def test_a_number_is_written_as_word_writes_it(number_format: str, number: int, printed: str | None) -> None:
    assert format_number(number, number_format) == printed


@pytest.mark.parametrize(
    ("language", "number", "printed"),
    [
        ("en-US", 21, ("21st", "Twenty-one", "Twenty-first")),
        ("en", 113, ("113th", "One hundred thirteen", "One hundred thirteenth")),
        ("es-MX", 1, ("1º", "Uno", "Primero")),
        ("es", 22, ("22º", "Veintidós", "Vigésimo segundo")),
        ("es", 131, ("131º", "Ciento treinta y uno", "Centésimo trigésimo primero")),
        ("fr-FR", 1, ("1er", "Un", "Premier")),
        ("fr-CA", 71, ("71e", "Soixante et onze", "Soixante et onzième")),
        ("fr", 80, ("80e", "Quatre-vingts", "Quatre-vingtième")),
        ("fr", 201, ("201e", "Deux cent un", "Deux cent unième")),
        ("de-AT", 3, ("3.", "Drei", "Dritte")),
        ("de", 121, ("121.", "Einhunderteinundzwanzig", "Einhunderteinundzwanzigste")),
        ("it", 28, ("28°", "Ventotto", "Ventottesimo")),
        ("it", 133, ("133°", "Centotrentatré", "Centotrentatreesimo")),
        ("pt-BR", 16, ("16º", "Dezesseis", "Décimo sexto")),
        ("pt-PT", 16, ("16º", "Dezasseis", "Décimo sexto")),
        ("ru", 40, ("40-й", "Сорок", "Сороковой")),
        ("ru-RU", 2111, ("2111-й", "Две тысячи сто одиннадцать", "Две тысячи сто одиннадцатый")),
        ("nl", 22, ("22e", "Tweeëntwintig", "Tweeëntwintigste")),
        ("da", 55, ("55.", "Femoghalvtreds", "Femoghalvtredsindstyvende")),
        ("sv_SE", 12, ("12:e", "Tolv", "Tolfte")),
        ("sv", 21, ("21:a", "Tjugoett", "Tjugoförsta")),
        ("pl", 53, ("53.", "Pięćdziesiąt trzy", "Pięćdziesiąty trzeci")),
        ("eo", 2, (None, None, None)),
        ("es", 1000, (None, None, None)),
        ("fr", 0, ("0", "0", "0")),
    ],
)
def test_words_are_those_of_the_language(language: str, number: int, printed: tuple[str | None, ...]) -> None:
    formats = ("ordinal", "cardinalText", "ordinalText")
    assert tuple(format_number(number, name, language) for name in formats) == printed


# ECMA-376 part 1, 17.18.59, but for bullet and custom, which are no numbers
FORMATS = """
aiueo aiueoFullWidth arabicAbjad arabicAlpha bahtText cardinalText chicago chineseCounting chineseCountingThousand
chineseLegalSimplified chosung decimal decimalEnclosedCircle decimalEnclosedCircleChinese decimalEnclosedFullstop
decimalEnclosedParen decimalFullWidth decimalFullWidth2 decimalHalfWidth decimalZero dollarText ganada hebrew1 hebrew2
hex hindiConsonants hindiCounting hindiNumbers hindiVowels ideographDigital ideographEnclosedCircle
ideographLegalTraditional ideographTraditional ideographZodiac ideographZodiacTraditional iroha irohaFullWidth
japaneseCounting japaneseDigitalTenThousand japaneseLegal koreanCounting koreanDigital koreanDigital2 koreanLegal
lowerLetter lowerRoman none numberInDash ordinal ordinalText russianLower russianUpper taiwaneseCounting
taiwaneseCountingThousand taiwaneseDigital thaiCounting thaiLetters thaiNumbers upperLetter upperRoman
vietnameseCounting
""".split()


@pytest.mark.parametrize("number_format", FORMATS)
def test_every_format_of_the_standard_is_known(number_format: str) -> None:
    printed = [format_number(number, number_format) for number in range(1, 31)]
    if number_format == "dollarText":
        assert printed == [None] * 30
    else:
        assert None not in printed
        assert len(set(printed)) == (1 if number_format == "none" else 30)


@given(st.integers(0, 32_767), st.sampled_from(FORMATS))
def test_every_number_has_a_short_form(number: int, number_format: str) -> None:
    printed = format_number(number, number_format)
    assert printed is None or len(printed) <= 90


LANGUAGES = "en es fr de it pt pt-PT ru nl da sv pl".split()


@given(st.integers(1, 999), st.integers(1, 999), st.sampled_from(LANGUAGES), st.sampled_from(["cardinal", "ordinal"]))
def test_no_two_numbers_are_spelled_alike(one: int, other: int, language: str, kind: str) -> None:
    words = [spelled(number, kind, language) for number in (one, other)]
    assert all(word and word == word.strip() and not set(word) & set("<>=[]|#") for word in words)
    assert (words[0] == words[1]) == (one == other)


@pytest.mark.parametrize(
    ("what", "numbering", "body", "expected"),
    [
        (
            "levels restart below a higher one",
            OUTLINE + num(1, 0),
            item("a") + item("b", level=1) + item("c", level=2) + item("d", level=1) + item("e", level=2) + item("f"),
            ["1.", "1.1", "(a)", "1.2", "(a)", "2."],
        ),
        (
            "a level passed over shows its start and counts as used",
            OUTLINE + num(1, 0),
            item("a", level=1) + item("b", level=1) + item("c") + item("d", level=3),
            ["1.1", "1.2", "2.", "2.1.1"],
        ),
        (
            "lists of one definition share its counters",
            OUTLINE + num(1, 0) + num(2, 0),
            item("a") + item("b", 2) + item("c", 1),
            ["1.", "2.", "3."],
        ),
        (
            "a list's own start counts once, at its first use",
            OUTLINE + num(1, 0) + num(2, 0, restart(0, 5)),
            item("a") + item("b") + item("c", 2) + item("d", 2) + item("e", 1) + item("f", 2),
            ["1.", "2.", "5.", "6.", "7.", "8."],
        ),
        (
            "a list's own start for a level that is passed over",
            OUTLINE + num(1, 0, restart(0, 9)),
            item("a", level=1) + item("b", level=1) + item("c"),
            ["9.1", "9.2", "10."],
        ),
        (
            "a list replaces a level of its definition",
            OUTLINE
            + num(1, 0, f'<w:lvlOverride w:ilvl="0">{level(0, "Section %1", "upperRoman", start=3)}</w:lvlOverride>'),
            item("a") + item("b", level=1),
            ["Section III", "III.1"],
        ),
        (
            "lvlRestart 0 never restarts, and a bound restarts only below that level",
            abstract(
                0,
                level(0, "%1."),
                level(1, "%2.", more='<w:lvlRestart w:val="0"/>'),
                level(2, "%3.", more='<w:lvlRestart w:val="1"/>'),
            )
            + num(1, 0),
            item("a")
            + item("b", level=1)
            + item("c", level=2)
            + item("d", level=1)
            + item("e", level=2)
            + item("f")
            + item("g", level=1)
            + item("h", level=2),
            ["1.", "1.", "1.", "2.", "2.", "2.", "3.", "1."],
        ),
        (
            "isLgl writes all levels in digits",
            abstract(0, level(0, "ARTICLE %1", "upperRoman"), level(1, "%1.%2", more="<w:isLgl/>")) + num(1, 0),
            item("a") + item("b") + item("c", level=1),
            ["ARTICLE I", "ARTICLE II", "2.1"],
        ),
        (
            "a bullet is no label, nor is a sign without letters or digits",
            abstract(0, level(0, "•", "bullet"), level(1, "–"), level(2, "", "none"), level(3, "WHEREAS,", "none"))
            + num(1, 0),
            item("a") + item("b", level=1) + item("c", level=2) + item("d", level=3),
            [None, None, None, "WHEREAS,"],
        ),
        (
            "a definition that is only a link to a list style",
            abstract(0, level(0, "(%1)"), more='<w:styleLink w:val="Clauses"/>')
            + abstract(1, more='<w:numStyleLink w:val="Clauses"/>')
            + num(1, 0)
            + num(2, 1),
            item("a", 2) + item("b", 1),
            ["(1)", "(2)"],
        ),
        (
            "a bullet of words prints them, and has no number",
            abstract(0, level(0, "NOTE %1:", "bullet"), level(1, "o", "bullet"), level(2, "1.", "bullet")) + num(1, 0),
            item("a") + item("b", level=1) + item("c", level=2),
            ["NOTE %1:", None, "1."],
        ),
        (
            "a letter of a picture font is a sign, whatever the format says",
            abstract(
                0,
                level(0, "l", "decimal", more='<w:rPr><w:rFonts w:ascii="Wingdings" w:hAnsi="Wingdings"/></w:rPr>'),
                level(1, "nn", "none", more='<w:rPr><w:rFonts w:hAnsi="Webdings"/></w:rPr>'),
                level(2, "o", "none"),
                level(3, "\uf0b7", "decimal"),
                level(4, "A.", "none"),
            )
            + num(1, 0),
            "".join(item("a", level=at) for at in range(5)),
            [None, None, None, None, "A."],
        ),
        (
            "a picture bullet is none either",
            abstract(0, level(0, "%1.", more='<w:lvlPicBulletId w:val="0"/>')) + num(1, 0),
            item("a"),
            [None],
        ),
        (
            "Word prints nothing for a level that names one below it, and yet counts",
            abstract(0, level(0, "%1.%2"), level(1, "%1.%2")) + num(1, 0),
            item("a") + item("b") + item("c", level=1),
            [None, None, "2.1"],
        ),
        (
            "isLgl writes letters in digits too, in its own level alone",
            abstract(
                0,
                level(0, "%1", "upperLetter"),
                level(1, "%1-%2", "lowerRoman", more="<w:isLgl/>"),
                level(2, "%1-%2-%3", "lowerLetter"),
            )
            + num(1, 0),
            item("a") + item("b", level=1) + item("c", level=1) + item("d", level=2),
            ["A", "1-1", "1-2", "A-ii-a"],
        ),
        (
            "a list's own start counts again whenever its level restarts",
            OUTLINE + num(1, 0, restart(1, 5)),
            item("a") + item("b", level=1) + item("c", level=1) + item("d") + item("e", level=1),
            ["1.", "1.5", "1.6", "2.", "2.5"],
        ),
        (
            "levels below restart where their list is another with the same counters",
            OUTLINE + num(1, 0) + num(2, 0),
            item("a") + item("b", 1, 1) + item("c", 2) + item("d", 1, 1) + item("e", 2, 1),
            ["1.", "1.1", "2.", "2.1", "2.2"],
        ),
        (
            "a numbering that was inserted as a tracked change",
            OUTLINE + num(1, 0),
            item("a") + item("b").replace("</w:numPr>", '<w:ins w:id="1" w:author="A"/></w:numPr>'),
            ["1.", "2."],
        ),
        (
            "a content control around an item, and around a row",
            OUTLINE + num(1, 0),
            f"<w:sdt><w:sdtContent>{item('a')}</w:sdtContent></w:sdt>"
            + table([item("b")])
            .replace("<w:tr>", "<w:sdt><w:sdtContent><w:tr>")
            .replace("</w:tr>", "</w:tr></w:sdtContent></w:sdt>")
            + item("c"),
            ["1.", "2.", "3."],
        ),
        ("number 0 and unknown numbers are no list", OUTLINE + num(1, 0), item("a", 0) + item("b", 99), [None, None]),
        (
            "an empty numbered paragraph prints its number and so counts",
            OUTLINE + num(1, 0),
            item("a") + item("") + item("c"),
            ["1.", "3."],
        ),
        (
            "a paragraph that only ends a section prints none",
            OUTLINE + num(1, 0),
            item("a") + item("").replace("</w:numPr>", "</w:numPr><w:sectPr/>") + item("c"),
            ["1.", "2."],
        ),
        (
            "a deleted paragraph counts no number",
            OUTLINE + num(1, 0),
            item("a") + item("<w:del><w:r><w:delText>b</w:delText></w:r></w:del>", mark="<w:del/>") + item("c"),
            ["1.", "2."],
        ),
        (
            "a hidden paragraph counts no number",
            OUTLINE + num(1, 0),
            item("a") + item("<w:r><w:rPr><w:vanish/></w:rPr><w:t>b</w:t></w:r>", mark="<w:vanish/>") + item("c"),
            ["1.", None, "2."],
        ),
        (
            "numbers in cells count in reading order",
            OUTLINE + num(1, 0),
            item("a") + table(["Term", item("b")], [item("c"), "Note"]) + item("d"),
            ["1.", None, "3.", "4."],
        ),
    ],
    ids=lambda value: value if isinstance(value, str) and "<" not in value else "",
)
def test_labels(what: str, numbering: str, body: str, expected: list[str | None]) -> None:
    styles = (
        '<w:style w:type="numbering" w:styleId="Clauses">'
        '<w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:style>'
    )
    assert labels(body, numbering, styles=styles) == expected


STYLES = (
    '<w:style w:type="paragraph" w:default="1" w:styleId="Normal"/>'
    '<w:style w:type="paragraph" w:styleId="Article"><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:style>'
    '<w:style w:type="paragraph" w:styleId="Section"><w:basedOn w:val="Article"/></w:style>'
    '<w:style w:type="paragraph" w:styleId="Own"><w:basedOn w:val="Article"/>'
    '<w:pPr><w:numPr><w:ilvl w:val="1"/></w:numPr></w:pPr></w:style>'
    '<w:style w:type="paragraph" w:styleId="Plain"><w:basedOn w:val="Article"/>'
    '<w:pPr><w:numPr><w:numId w:val="0"/></w:numPr></w:pPr></w:style>'
    '<w:style w:type="paragraph" w:styleId="Loop"><w:basedOn w:val="Loop2"/></w:style>'
    '<w:style w:type="paragraph" w:styleId="Loop2"><w:basedOn w:val="Loop"/></w:style>'
)
LINKED = abstract(
    0, level(0, "%1.", more='<w:pStyle w:val="Article"/>'), level(1, "%1.%2", more='<w:pStyle w:val="Section"/>')
) + num(1, 0)


@pytest.mark.parametrize(
    ("style", "expected"),
    [("Article", "2."), ("Section", "1.1"), ("Own", "1.1"), ("Plain", None), ("Unknown", None), ("Loop", None)],
)
def test_the_style_names_the_list_and_the_level_names_the_style(style: str, expected: str | None) -> None:
    body = p("a", props='<w:pStyle w:val="Article"/>') + p("b", props=f'<w:pStyle w:val="{style}"/>')
    assert labels(body, LINKED, styles=STYLES) == ["1.", expected]


def test_a_list_of_its_own_keeps_the_level_of_the_style() -> None:
    body = p("a", props='<w:pStyle w:val="Own"/><w:numPr><w:numId w:val="2"/></w:numPr>')
    assert labels(body, LINKED + num(2, 0), styles=STYLES) == ["1.1"]


def test_the_language_of_a_list_is_its_own_or_else_the_document_s() -> None:
    definition = abstract(
        0,
        level(0, "Cláusula %1", "ordinalText"),
        level(1, "Article %2", "ordinalText", more='<w:rPr><w:lang w:val="fr-FR"/></w:rPr>'),
    ) + num(1, 0)
    defaults = "<w:docDefaults><w:rPrDefault>{}</w:rPrDefault></w:docDefaults>"
    normal = '<w:style w:type="paragraph" w:default="1" w:styleId="Normal">{}</w:style>'
    english, spanish = (f'<w:rPr><w:lang w:val="{tag}"/></w:rPr>' for tag in ("en-US", "es-ES"))
    for styles in (defaults.format(spanish), defaults.format(english) + normal.format(spanish)):
        printed = labels(item("a") + item("b", level=1), definition, styles=styles)
        assert printed == ["Cláusula Primero", "Article Premier"]


def test_a_paragraph_leaves_the_list_of_its_style() -> None:
    body = p("a", props='<w:pStyle w:val="Article"/><w:numPr><w:numId w:val="0"/></w:numPr>')
    assert labels(body, LINKED, styles=STYLES) == [None]


def test_a_text_box_does_not_disturb_the_list_around_it() -> None:
    content = f"<w:txbxContent>{item('in')}</w:txbxContent>"
    box = f"<w:r><w:pict><v:shape><v:textbox>{content}</v:textbox></v:shape></w:pict></w:r>"
    assert labels(item("a") + p(box) + item("b"), OUTLINE + num(1, 0)) == ["1.", "1.", "2."]


def test_a_format_of_its_own_beside_a_plain_one() -> None:
    own = (
        '<mc:AlternateContent><mc:Choice Requires="w14"><w:numFmt w:val="custom" w:format="001, 002, ..."/></mc:Choice>'
        '<mc:Fallback><w:numFmt w:val="decimal"/></mc:Fallback></mc:AlternateContent>'
    )
    definition = abstract(0, f'<w:lvl w:ilvl="0"><w:start w:val="1"/>{own}<w:lvlText w:val="%1"/></w:lvl>') + num(1, 0)
    assert labels(item("a"), definition) == ["001"]


@pytest.mark.parametrize("fmt", ["dollarText", "ordinalText", "fromTheFuture"])
def test_an_unknown_format_reads_as_digits_and_is_told(fmt: str) -> None:
    definition = abstract(0, level(0, "%1)", fmt, more="<w:rPr><w:lang w:val='cy-GB'/></w:rPr>")) + num(1, 0)
    source = read(word_file(item("a"), numbering=definition))
    assert source.blocks[0].label == "1)"
    assert [notice.code for notice in source.reading.notices] == [NoticeCode.UNKNOWN_NUMBER_FORMAT]
    assert fmt in source.reading.notices[0].message


@pytest.mark.parametrize(
    ("paragraph", "style", "list_level", "expected"),
    [
        ('<w:ind w:left="720" w:hanging="360"/>', "", '<w:ind w:left="100"/>', 18.0),
        ("", "", '<w:ind w:left="1440" w:hanging="720"/>', 36.0),
        ('<w:ind w:firstLine="0"/>', "", '<w:ind w:left="1440" w:hanging="720"/>', 72.0),
        ("", '<w:ind w:start="1in"/>', "", 72.0),
        ("", "", "", 0.0),
    ],
)
def test_the_indent_of_the_first_line(paragraph: str, style: str, list_level: str, expected: float) -> None:
    definition = abstract(0, level(0, "%1.", more=f"<w:pPr>{list_level}</w:pPr>")) + num(1, 0)
    styles = f'<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:pPr>{style}</w:pPr></w:style>'
    body = item("a").replace("</w:numPr>", f"</w:numPr>{paragraph}")
    assert blocks(body, numbering=definition, styles=styles)[0].indent == expected


PLACES = st.lists(st.tuples(st.integers(1, 3), st.integers(0, 2)), max_size=25)
STARTS = st.fixed_dictionaries({number: st.dictionaries(st.integers(0, 2), st.integers(1, 5)) for number in (1, 2, 3)})
RESTARTS = st.tuples(st.none(), st.none() | st.integers(0, 1), st.none() | st.integers(0, 2))


@given(PLACES, STARTS, RESTARTS)
@settings(max_examples=150, deadline=None)
def test_counting_is_what_looking_back_over_the_document_gives(
    places: list[tuple[int, int]], starts: dict[int, dict[int, int]], restarts: tuple[int | None, ...]
) -> None:
    """Lists 1 and 2 share a definition; 3 has one of its own. Each number is worked out alone, from all before it."""

    def restarts_below(above: int, ilvl: int) -> bool:
        bound = restarts[ilvl]
        return above < (ilvl if bound is None else bound)

    def value(at: int, ilvl: int) -> int:
        """The number of a level as it stands at a paragraph."""
        mine = [place for place in range(at + 1) if (places[place][0] == 3) == (places[at][0] == 3)]
        since = max((place + 1 for place in mine if restarts_below(places[place][1], ilvl)), default=0)
        number = 0
        for place in mine:
            numbered, level_here = places[place]
            if place < since or level_here < ilvl:
                continue
            first = not any(places[before][0] == numbered and places[before][1] >= ilvl for before in range(place))
            own = starts[numbered].get(ilvl)
            if not number or (first and own is not None and level_here == ilvl):
                number = own or 1
            elif level_here == ilvl:
                number += 1
        return number

    texts = ("%1", "%1.%2", "%1.%2.%3")
    levels = [
        level(ilvl, text, more="" if restarts[ilvl] is None else f'<w:lvlRestart w:val="{restarts[ilvl]}"/>')
        for ilvl, text in enumerate(texts)
    ]
    numbering = abstract(0, *levels) + abstract(1, *levels)
    for number, definition in ((1, 0), (2, 0), (3, 1)):
        numbering += num(number, definition, *(restart(*start) for start in starts[number].items()))
    body = "".join(item("x", *place) for place in places)
    expected = [".".join(str(value(at, ilvl)) for ilvl in range(places[at][1] + 1)) for at in range(len(places))]
    assert labels(body + p("end"), numbering) == [*expected, None]


def test_thousands_of_definitions_are_looked_up_at_once() -> None:
    count = 2000
    linked = (abstract(at, more=f'<w:numStyleLink w:val="S{at}"/>') + num(at + 1, at) for at in range(count))
    defined = (
        abstract(count + at, level(0, "%1)"), more=f'<w:name w:val="N{at}"/><w:styleLink w:val="S{at}"/>')
        for at in range(count)
    )
    body = "".join(item("x", at + 1) + p(field(f"LISTNUM n{at}", None), "y") for at in range(count))
    began = time.process_time()
    found = labels(body, "".join((*linked, *defined)))
    assert time.process_time() - began < 4
    assert len(found) == 2 * count and set(found) == {"1)", "2)"}

"""The characters that ``w:sym`` takes from fonts without letters (ECMA-376 part 1, 17.3.3.30)."""

from lxml import etree

from contractdiff.ooxml.names import W16SE, w

# Codes of the Symbol font that stand for other characters than ASCII, from 0x41 on in Greek.
_GREEK = dict(zip(range(0x41, 0x5B), "ΑΒΧΔΕΦΓΗΙϑΚΛΜΝΟΠΘΡΣΤΥςΩΞΨΖ", strict=True)) | dict(
    zip(range(0x61, 0x7B), "αβχδεφγηιϕκλμνοπθρστυϖωξψζ", strict=True)
)
_SYMBOL = _GREEK | {
    0x22: "∀",
    0x24: "∃",
    0x27: "∋",
    0x2D: "−",
    0xA2: "′",
    0xA3: "≤",
    0xA5: "∞",
    0xAC: "←",
    0xAE: "→",
    0xB0: "°",
    0xB1: "±",
    0xB2: "″",
    0xB3: "≥",
    0xB4: "×",
    0xB7: "•",
    0xB8: "÷",
    0xB9: "≠",
    0xBC: "…",
    0xD2: "®",
    0xD3: "©",
    0xD4: "™",
    0xE2: "®",
    0xE3: "©",
    0xE4: "™",
}
_WINGDINGS = {
    0x28: "☎",
    0x2A: "✉",
    0x3F: "✍",
    0x4A: "☺",
    0x6C: "●",
    0x6D: "❍",
    0x6E: "■",
    0x6F: "□",
    0x71: "❑",
    0x72: "❒",
    0x75: "◆",
    0x76: "❖",
    0x9F: "•",
    0xA1: "○",
    0xA7: "▪",
    0xA8: "□",
    0xD8: "➢",
    0xDF: "←",
    0xE0: "→",
    0xE8: "➔",
    0xFB: "✗",
    0xFC: "✓",
    0xFD: "☒",
    0xFE: "☑",
}
_WINGDINGS_2 = {0x4F: "✗", 0x50: "✓", 0x51: "☒", 0x52: "☑", 0x53: "☒", 0x54: "☒", 0xA3: "□", 0x97: "●", 0x98: "•"}
_FONTS = {"symbol": _SYMBOL, "wingdings": _WINGDINGS, "wingdings 2": _WINGDINGS_2}


def symbol(element: etree._Element) -> str:
    """Return the character of a ``w:sym`` or ``w16se:symEx``.

    A code of a symbol font that is not known comes out as it is stored, in the private use area
    (U+E000 to U+F8FF), so that two different ones stay different.
    """
    extended = element.get(f"{{{W16SE}}}char")
    try:
        number = int(extended or element.get(w("char")) or "", 16)
    except ValueError:
        return ""
    if not extended:
        font = _FONTS.get(element.get(w("font"), "").strip().lower())
        low = number - 0xF000 if 0xF000 <= number <= 0xF0FF else number
        if font is not None and 0 <= low <= 0xFF:
            # the low half of the Symbol font is ASCII where it is nothing else
            plain = font is _SYMBOL and 0x20 < low < 0x7F
            return font.get(low) or chr(low if plain else 0xF000 + low)
    return chr(number) if _stands_in_xml(number) else ""


def _stands_in_xml(number: int) -> bool:
    """Return whether XML (and so every file that is written from the text) can hold a character."""
    return 0x20 <= number <= 0xD7FF or 0xE000 <= number <= 0xFFFD or 0x10000 <= number <= 0x10FFFF

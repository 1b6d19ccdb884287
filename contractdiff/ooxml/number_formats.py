"""How a list number is written: every value of ``w:numFmt`` (ECMA-376 part 1, 17.18.59).

Where Word departs from the standard, Word's way is taken, as Microsoft documents it ([MS-OI29500] 2.1.540).
"""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache

from contractdiff.ooxml.number_words import spelled

_LARGEST = 32_767
# Word repeats a letter up to thirty times (780 is zzz…), then begins with the first again.
_MOST_REPEATS = 30

_ROMAN = (
    (1000, "m"),
    (900, "cm"),
    (500, "d"),
    (400, "cd"),
    (100, "c"),
    (90, "xc"),
    (50, "l"),
    (40, "xl"),
    (10, "x"),
    (9, "ix"),
    (5, "v"),
    (4, "iv"),
    (1, "i"),
)


def _between(first: str, last: str) -> str:
    return "".join(map(chr, range(ord(first), ord(last) + 1)))


# A letter, doubled, tripled, … past the end of the alphabet: z is followed by aa, bb.
_ALPHABETS: dict[str, tuple[str, ...]] = {
    "lowerLetter": tuple("abcdefghijklmnopqrstuvwxyz"),
    "upperLetter": tuple("ABCDEFGHIJKLMNOPQRSTUVWXYZ"),
    "chicago": tuple("*†‡§"),
    "russianLower": tuple("абвгдежзиклмнопрстуфхцчшщыэюя"),
    "russianUpper": tuple("АБВГДЕЖЗИКЛМНОПРСТУФХЦЧШЩЫЭЮЯ"),
    "arabicAlpha": tuple("أبتثجحخدذرزسشصضطظعغفقكلمنهوي"),
    "arabicAbjad": tuple("أبجدهوزحطيكلمنسعفصقرشتثخذضغظ"),
    "thaiLetters": tuple("กขค" + _between("ง", "ร") + "ล" + _between("ว", "ฮ")),
    # Word has the two the other way round than their names, and the standard's text, say
    "hindiVowels": tuple(_between("क", "ह")),
    "hindiConsonants": (*_between("अ", "औ"), "अं", "अः"),
    "ganada": tuple("가나다라마바사아자차카타파하"),
    "chosung": tuple("ㄱㄴㄷㄹㅁㅂㅅㅇㅈㅊㅋㅌㅍㅎ"),
}
# Sequences that begin again when they are through.
_CYCLES = {
    "aiueo": _between("ｱ", "ﾜ") + "ｦﾝ",
    "aiueoFullWidth": "アイウエオカキクケコサシスセソタチツテトナニヌネノハヒフヘホマミムメモヤユヨラリルレロワヲン",
    "iroha": "ｲﾛﾊﾆﾎﾍﾄﾁﾘﾇﾙｦﾜｶﾖﾀﾚｿﾂﾈﾅﾗﾑｳヰﾉｵｸﾔﾏｹﾌｺｴﾃｱｻｷﾕﾒﾐｼヱﾋﾓｾｽﾝ",
    "irohaFullWidth": (
        "イロハニホヘトチリヌルヲワカヨタレソツネナラムウヰノオクヤマケフコエテアサキユメミシヱヒモセスン"
    ),
}
_STEMS, _BRANCHES = "甲乙丙丁戊己庚辛壬癸", "子丑寅卯辰巳午未申酉戌亥"
# Sequences that plain digits follow when they are through.
_SERIES: dict[str, tuple[str, ...]] = {
    "decimalEnclosedCircle": tuple(_between("①", "⑳")),
    "decimalEnclosedCircleChinese": tuple(_between("①", "⑩")),
    "decimalEnclosedFullstop": tuple(_between("⒈", "⒛")),
    "decimalEnclosedParen": tuple(_between("⑴", "⒇")),
    "ideographEnclosedCircle": tuple(_between("㈠", "㈩")),
    "ideographTraditional": tuple(_STEMS),
    "ideographZodiac": tuple(_BRANCHES),
    "ideographZodiacTraditional": tuple(_STEMS[at % 10] + _BRANCHES[at % 12] for at in range(60)),
}
# Decimal digits in another script, from zero on.
_DIGITS = {
    "decimalFullWidth": "０１２３４５６７８９",
    "decimalFullWidth2": "０１２３４５６７８９",
    "thaiNumbers": "๐๑๒๓๔๕๖๗๘๙",
    "hindiNumbers": "०१२३४५६७८९",
    "ideographDigital": "〇一二三四五六七八九",
    "japaneseDigitalTenThousand": "〇一二三四五六七八九",
    "taiwaneseDigital": "○一二三四五六七八九",
    "koreanDigital": "영일이삼사오육칠팔구",
    "koreanDigital2": "零一二三四五六七八九",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class _Counting:
    """A count by thousands, hundreds and tens, each with its sign.

    Attributes:
        digits: From one to nine.
        units: The signs of ten, hundred, thousand and ten thousand.
        gap: What stands for empty places between others.
        ones: The greatest number whose leading "one" before a unit is left out.
    """

    digits: str
    units: str
    gap: str = ""
    ones: int = 0

    def write(self, number: int) -> str:
        ten_thousands, rest = divmod(number, 10_000)
        head = self.write(ten_thousands) + self.units[3] if ten_thousands else ""
        out = ""
        skipped = False
        for place in (3, 2, 1, 0):
            digit = rest // 10**place % 10
            if not digit:
                skipped = bool(out)
                continue
            unit = self.units[place - 1] if place else ""
            silent = digit == 1 and unit and number <= self.ones
            out += (self.gap if skipped else "") + ("" if silent else self.digits[digit - 1]) + unit
            skipped = False
        return head + out


_COUNTING = {
    "chineseCountingThousand": _Counting(digits="一二三四五六七八九", units="十百千万", gap="〇", ones=19),
    "taiwaneseCountingThousand": _Counting(digits="一二三四五六七八九", units="十百千萬", gap="零", ones=19),
    "chineseLegalSimplified": _Counting(digits="壹贰叁肆伍陆柒捌玖", units="拾佰仟万", gap="零"),
    "ideographLegalTraditional": _Counting(digits="壹貳參肆伍陸柒捌玖", units="拾佰仟萬"),
    "japaneseCounting": _Counting(digits="一二三四五六七八九", units="十百千万", ones=_LARGEST),
    "japaneseLegal": _Counting(digits="壱弐参四伍六七八九", units="拾百阡萬"),
    "koreanCounting": _Counting(digits="일이삼사오육칠팔구", units="십백천만", ones=_LARGEST),
}
_KOREAN_ONES = ("", "하나", "둘", "셋", "넷", "다섯", "여섯", "일곱", "여덟", "아홉")
_KOREAN_TENS = ("", "열", "스물", "서른", "마흔", "쉰", "예순", "일흔", "여든", "아흔")
_HEBREW_ONES, _HEBREW_TENS, _HEBREW_HUNDREDS = "אבגדהוזחט", "יכלמנסעפצ", "קרשתךםןףץ"
_HEBREW = "אבגדהוזחטיכלמנסעפצקרשת"
_WORDS = {"ordinal": "suffix", "cardinalText": "cardinal", "ordinalText": "ordinal"}
_COUNTED_IN = {"thaiCounting": "th", "vietnameseCounting": "vi", "hindiCounting": "hi"}


def is_language_bound(number_format: str) -> bool:
    """Return whether a format is written otherwise in each language."""
    return number_format in _WORDS


def format_number(number: int, number_format: str, language: str = "") -> str | None:
    """Return a number as Word prints it, ``None`` where the format is not known or not in that language.

    Args:
        number: The counter's value, from 0.
        number_format: A value of ``w:numFmt``, or the pattern of a custom one ("001, 002, 003, ...").
        language: A tag such as "fr-FR", for the formats in words; "" for English.
    """
    if number_format == "decimal":
        return str(number)
    if "," in number_format:
        return _like_examples(number, number_format, language)
    if number_format in _WORDS:
        return _in_words(number, number_format, language or "en")
    if number_format in _COUNTED_IN:
        return spelled(number, "cardinal", _COUNTED_IN[number_format]) if number else str(number)
    writer = _writer(number_format)
    if writer is None:
        return None
    return writer(number) if 1 <= number <= _LARGEST else str(number)


def _in_words(number: int, number_format: str, language: str) -> str | None:
    words = spelled(max(number, 1), _WORDS[number_format], language)
    if words is None or not number:
        return None if words is None else str(number)
    return f"{number}{words}" if number_format == "ordinal" else words[0].upper() + words[1:]


def _like_examples(number: int, pattern: str, language: str) -> str | None:
    """A custom format is given by its first examples ([MS-DOCX] 2.4): ``001, 002`` pads to three digits."""
    examples = tuple(example.strip() for example in pattern.split(",")[:3])
    if examples[0].isdecimal() and examples[0].isascii() and len(examples[0]) <= 10:
        return str(number).zfill(len(examples[0]))
    for name in _KNOWN:
        if tuple(format_number(at, name, language) for at in (1, 2, 3)) == examples:
            return format_number(number, name, language)
    return None


def _lower_roman(number: int) -> str:
    out = []
    for value, digits in _ROMAN:
        times, number = divmod(number, value)
        out.append(digits * times)
    return "".join(out)


def _chinese_counting(number: int, digits: str) -> str:
    """Tens have a sign of their own; from a hundred on only digits follow one another."""
    if number >= 100:
        return "".join(digits[int(digit)] for digit in str(number))
    tens, ones = divmod(number, 10)
    head = (digits[tens] if tens > 1 else "") + "十" if tens else ""
    return head + (digits[ones] if ones else "")


def _hebrew_numeral(number: int) -> str:
    """Letters as numbers; 15 and 16 are written so as not to spell a divine name."""
    rest = number % 100
    out = ""
    for place, letters in ((1000, _HEBREW_ONES), (100, _HEBREW_HUNDREDS)):
        digit = number // place % 10
        out += letters[digit - 1] if digit else ""
    if rest in (15, 16):
        return out + ("טו" if rest == 15 else "טז")
    tens, ones = divmod(rest, 10)
    return out + (_HEBREW_TENS[tens - 1] if tens else "") + (_HEBREW_ONES[ones - 1] if ones else "")


def _hebrew_letters(number: int) -> str:
    """The alphabet once, then each letter with one more ת for each time it is through."""
    rounds, place = divmod(number - 1, len(_HEBREW))
    return _HEBREW[place] + "ת" * rounds if rounds < _MOST_REPEATS else str(number)


def _korean_legal(number: int) -> str:
    tens, ones = divmod(number, 10)
    return _KOREAN_TENS[tens] + _KOREAN_ONES[ones] if number < 100 else str(number)


_RULES: dict[str, Callable[[int], str]] = {
    "none": lambda number: "",
    "decimalZero": lambda number: f"{number:02}",
    "decimalHalfWidth": str,
    "bahtText": str,
    "lowerRoman": _lower_roman,
    "upperRoman": lambda number: _lower_roman(number).upper(),
    "numberInDash": lambda number: f"- {number} -",
    "hex": lambda number: f"{number:X}",
    "chineseCounting": lambda number: _chinese_counting(number, "○一二三四五六七八九"),
    "taiwaneseCounting": lambda number: _chinese_counting(number, "○一二三四五六七八九"),
    "hebrew1": _hebrew_numeral,
    "hebrew2": _hebrew_letters,
    "koreanLegal": _korean_legal,
}
_KNOWN = (*_RULES, *_ALPHABETS, *_CYCLES, *_SERIES, *_DIGITS, *_COUNTING, *_WORDS, *_COUNTED_IN)


@cache
def _writer(number_format: str) -> Callable[[int], str] | None:
    """Return the function that writes a format, ``None`` where it is not known."""
    if number_format in _ALPHABETS:
        alphabet = _ALPHABETS[number_format]

        def repeated(number: int) -> str:
            rounds, place = divmod(number - 1, len(alphabet))
            return alphabet[place] * (rounds % _MOST_REPEATS + 1)

        return repeated
    if number_format in _CYCLES:
        cycle = _CYCLES[number_format]
        return lambda number: cycle[(number - 1) % len(cycle)]
    if number_format in _SERIES:
        series = _SERIES[number_format]
        return lambda number: series[number - 1] if number <= len(series) else str(number)
    if number_format in _DIGITS:
        digits = _DIGITS[number_format]
        return lambda number: "".join(digits[int(digit)] for digit in str(number))
    if number_format in _COUNTING:
        return _COUNTING[number_format].write
    return _RULES.get(number_format)

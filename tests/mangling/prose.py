"""What members write: plausible prose with words in it that occur nowhere else, so that none is lost unseen."""

import random
from collections.abc import Sequence

from mangling.truth import Truth, Word, plain

_ASCII = "abcdefghjkmnpqrstuvwxyz23456789"
_EMOJI = "😀😡👍👎💰🏥🏠🚑📉📈⚠✅❌🧾🤝🍎🚌🧒👵🎓🔥💡📌🖊"
# letters that have no composed form with these marks, and some that have
_MARKED = [letter + mark for letter in "qxbdkptvw" for mark in "\u0301\u0323\u0308"] + ["e\u0301", "o\u0308", "n\u0303"]


def _letters(first: int, last: int) -> list[str]:
    return [chr(code) for code in range(first, last + 1)]


_SCRIPTS: dict[str, Sequence[str]] = {
    "greek": "αβγδεζηθικλμνξοπρτυφχψω",
    "cyrillic": "абвгдежзиклмнопрстуфхцчшщыэюя",
    "arabic": "ابتثجحخدذرزسشصضطظعغفقكلمنهوي",
    "hebrew": "אבגדהוזחטיכלמנסעפצקרשת",
    "devanagari": "कखगघचछजझटठडढतथदधनपफबभमयरलवशषसह",
    "thai": "กขคงจฉชซญดตถทธนบปผพฟภมยรลวสหอ",
    "chinese": _letters(0x4E00, 0x9FA5),
    "japanese": "あいうえおきくけこさしすせそたちつてとなにぬねのはひふへほまみむめもやゆよらりるれろわん",
    "korean": _letters(0xAC00, 0xD7A3),
    "amharic": _letters(0x12A0, 0x12A7) + _letters(0x1260, 0x1267) + _letters(0x1208, 0x120F),
    "emoji": _EMOJI,
    "accents": _MARKED,
    "astral": _letters(0x10330, 0x10349) + _letters(0x20000, 0x20050),
}
SCRIPTS = ("ascii", *_SCRIPTS)

# "{}" is where a word that occurs nowhere else goes
_SENTENCES = (
    "We run 14 sites; this would cost us about $40,000 a year ({}).",
    "Our {} program serves 212 clients, 38% of them under “Section 4.6(b)”.",
    "See also {other}: the two together mean that {} cannot go on.",
    "{other} says the opposite; we asked {} about it.",
    "Support staff {} would need 2.5 more hours a week.",
    "We do not oppose the idea, but {} is not feasible by July 1, 2012.",
    "Our main concern is {}, not the wording of 14.3.",
    "No impact on us in FY11. In FY12 {} — a question of cash.",
    "Not applicable to {} (fee-for-service), applicable to our grants!",
    "<&> Costs & charges < $1,250 > last year's; \"{}\" isn't 'covered'.",
    "C&A costs: $1,250.00\t$3,400.50\t{}",
    "See https://example.org/{}?a=1&b=2 or write to info@example.org.",
    "No podemos aceptar el cambio: ¿quién paga {}? Costará más de 40.000 $.",
    "Estamos de acuerdo con {other}, pero {} nos preocupa muchísimo.",
    "لا يمكننا قبول هذا التغيير لأن {} يكلف 40,000 دولار.",
    "我们反对这一修改,因为{}会增加成本(每年约¥40,000)。",
    "変更後の{}は受け入れられません。第4.6条を参照。",
    "이 변경은 {} 에 영향을 줍니다.",
    "Ce changement nous coûterait « {} » l’an prochain – c’est trop.",
    "Мы против: {} обойдётся дороже.",
    "हम {} का विरोध करते हैं।",
    "Αυτό αφορά το {} και όχι εμάς.",
    "Was: {} days. Now: 10 days. (added: “nothing”)",
    "Type here what {} means? Choose a better word.",
)
_GAPS = (" ", " ", "\n", "\n", "\n\n", "\t", "  ")


class Words:
    """Writes for a member, and keeps in the truth what was written about what."""

    def __init__(self, rng: random.Random, truth: Truth, ids: Sequence[str]) -> None:
        self._rng, self._truth, self._ids = rng, truth, ids

    def token(self, row: str, script: str = "ascii") -> str:
        """A new word about a row ("" for none)."""
        while True:
            if script == "ascii":
                word = "zq" + "".join(self._rng.choices(_ASCII, k=5))
            else:
                word = "".join(self._rng.choices(_SCRIPTS[script], k=7))
            known = (plain(other) for other in self._truth.words)
            if not any(plain(word) in other or other in plain(word) for other in known):
                self._truth.words[word] = Word(word, row)
                return word

    def write(self, row: str, sentences: int = 0) -> str:
        """A comment of a few sentences about a row ("" for none), with words of several scripts."""
        rng = self._rng
        count = sentences or rng.choice((1, 2, 2, 3, 4))
        scripts = ["ascii", *(rng.choice(SCRIPTS) for _ in range(count - 1))]
        rng.shuffle(scripts)
        said = []
        for sentence, script in zip(rng.sample(_SENTENCES, count), scripts, strict=True):
            words = sentence.replace("{other}", rng.choice(self._ids) if self._ids else "C-031")
            said.append(words.replace("{}", self.token(row, script)))
        return "".join(part + rng.choice(_GAPS) for part in said[:-1]) + said[-1]

    def line(self, row: str) -> str:
        """A short remark with one word in it."""
        script = self._rng.choice(("ascii", "ascii", *SCRIPTS))
        return self._rng.choice(("as agreed: {}", "{}", "{} (ask Ms. O’Hara)", "too much: {}")).replace(
            "{}", self.token(row, script)
        )

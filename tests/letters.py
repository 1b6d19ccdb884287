"""Letters at random, as full as they can be, and how many pages LibreOffice makes of them.

By hand: ``python -m tests.letters 60 1`` makes 60 of them with seed 1, and names those that are not one page.
"""

import random
import sys
import tempfile
from dataclasses import replace
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent))

from comparison_builders import varied
from exchange_builders import WILD, exchange, line, signatories, vote
from feedback_builders import feedback

from contractdiff.forms.packet import letter_document
from contractdiff.model import Ask, AskedQuestion, Stance
from contractdiff.model.terms import AskStatus
from contractdiff.options import PacketOrder

_AT_A_TIME = 50
WORDS = (
    "Delay the start of the agreement Illinois WWW mmm services 服务提供者应当 يجب على مقدم الخدمة iii lll "
    "AND ALL CAPITALS responsibility-to-report, reimbursement/advance non-governmental "
    "👨‍👩‍👧 e\u0301 ½ — “quoted” $1,000,000.00"
).split()


def long_name(number: int) -> str:
    """A name that is longer than its line."""
    return f"The Association of Community Behavioral Health and Family Support Providers of Greater Northern {number}"


def random_letter(seed: int) -> bytes:
    """A letter of random words of any length."""
    chance = random.Random(seed)

    def words(most: int) -> str:
        if chance.random() < 0.1:
            return chance.choice(WILD)
        return " ".join(chance.choice(WORDS) for _ in range(chance.randint(0, most)))

    comparison = varied()
    lines = [
        line(each, comparison, summary=words(60), stance=Stance.AMEND, requested=words(80), vote=vote(9))
        for each in comparison.changes
    ]
    asks = tuple(
        Ask(id=f"R-{n:02}", request=words(90), term=words(12), due=words(6), granted=words(6), status=AskStatus.OPEN)
        for n in range(1, chance.randint(0, 4) + 1)
    )
    people = tuple(
        replace(each, organization=words(14), name=words(4), title=words(6))
        for each in signatories(chance.choice((0, 1, 3, 12, 13, 25, 90)))
    )
    made = exchange(
        comparison,
        lines,
        feedback=feedback(comparison, coalition=words(16), agency=words(16)),
        asks=asks,
        questions=(AskedQuestion(id="P-01", text=words(9), answer=words(3)),),
        signatories=people,
        contact=words(14),
    )
    order = PacketOrder(
        date=words(4), answer_by=words(5), answer_to=words(9), members=chance.choice((0, 650)), contact=words(9)
    )
    return letter_document(made, order)


if __name__ == "__main__":
    from test_letter import pages

    number, seed = (int(each) for each in sys.argv[1:3])
    found: dict[str, int] = {}
    # LibreOffice gives up on too many files at a time
    for start in range(seed, seed + number, _AT_A_TIME):
        with tempfile.TemporaryDirectory() as folder:
            seeds = range(start, min(start + _AT_A_TIME, seed + number))
            found |= pages({f"letter{each}": random_letter(each) for each in seeds}, Path(folder))
    wrong = {name: count for name, count in found.items() if count != 1}
    print(f"{len(found)} letters, {len(wrong)} of more than one page: {wrong}")

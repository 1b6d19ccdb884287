"""Makes lists of changes as an agency may type them: rows left out, rows of its own, numbers mistyped."""

import random
import re
from dataclasses import dataclass
from enum import Enum

from contractdiff.model import Answered, Change, ChangeKind, ClauseId, Comparison, Contract, ListedChange, Op

MISTYPED = 0.1
INVENTED = (
    "Vendors shall register each vehicle with the motor pool and keep mileage logs for inspection every quarter",
    "A mentor must complete the forty hour orientation course before meeting with any youth in placement",
    "Licensed dietitians review all menus twice yearly and post the approved version in every kitchen",
    "Cellular telephones issued to case managers remain State property and are returned on separation",
    "The Provider shall notify the Department within ten days of any change in its visitor parking plan",
    "The Department may publish photographs of construction progress on its website without prior consent",
    "Records of each fire drill shall be kept by the Provider and made available to the Department on request",
    "Payment for interpreter travel is made by the Department at the rate set in the annual travel bulletin",
    "Snow removal at leased premises is a cost of the landlord and shall not be charged to this Agreement",
    "Every greenhouse program submits its seed inventory together with a map of the planted acreage",
)
INVENTED_HEADINGS = (
    "Motor Pool", "Mentor Orientation", "Menus and Dietitians", "Cellular Telephones", "Visitor Parking",
    "Construction Photographs", "Fire Drills", "Interpreter Travel", "Snow Removal", "Seed Inventory",
)  # fmt: skip
SMALL = frozenset(
    "the a an of to and or in for by with on at as is are be shall may will any all that this its".split()
)


class Style(Enum):
    """What the rows of a list hold besides the clause."""

    ID = "id"
    HEADING = "heading"
    EXCERPT = "excerpt"
    PARAPHRASE = "paraphrase"


@dataclass(frozen=True, kw_only=True)
class AgencyList:
    """A list, and what is true of it."""

    rows: tuple[ListedChange, ...]
    about: dict[str, str]
    left_out: frozenset[str]
    own: frozenset[str]
    mistyped: frozenset[str]


def make_list(comparison: Comparison, style: Style, rng: random.Random) -> AgencyList:
    """A list that leaves out some of the changes, adds some of its own, and has a tenth of its numbers mistyped."""
    changes = list(comparison.changes)
    left_out = set(rng.sample(changes, rng.randint(0, max(1, len(changes) // 4))) if changes else ())
    go_by = rng.choice(("old", "new", "both"))
    written = [
        (change.id, *row)
        for change in changes
        if change not in left_out
        for row in [_row(comparison, change, style, go_by, rng)]
    ]
    for at, (clause, words) in enumerate(_own_rows(comparison, style, go_by, rng, rng.randint(0, 8))):
        written.insert(rng.randint(0, len(written)), (f"own {at}", clause, words))
    if rng.random() < 0.2:
        rng.shuffle(written)
    rows, about, own, mistyped = [], {}, set(), set()
    for number, (name, clause, words) in enumerate(written, 1):
        key = f"row {number}"
        if rng.random() < MISTYPED:
            slipped = mistype(clause, rng)
            if slipped != clause:
                mistyped.add(key)
            clause = slipped
        is_own = name.startswith("own")
        given = style is Style.ID and not is_own
        said = Answered.ACKNOWLEDGED if given else None
        rows.append(ListedChange(key=key, id=name if given else "", clause=clause, words=words, acknowledgement=said))
        if is_own:
            own.add(key)
        else:
            about[key] = name
    return AgencyList(
        rows=tuple(rows),
        about=about,
        left_out=frozenset(change.id for change in left_out),
        own=frozenset(own),
        mistyped=frozenset(mistyped),
    )


def mistype(clause: str, rng: random.Random) -> str:
    """A clause number with a slip: a figure swapped, dropped or doubled, a neighbour, a letter, no dot, an article."""
    digits = [found.start() for found in re.finditer(r"\d", clause)]
    if not digits:
        return clause
    at = rng.choice(digits)
    how = rng.choice(("swap", "drop", "double", "neighbour", "dot", "letter", "article"))
    if how == "swap":
        pairs = [
            one
            for one in digits
            if clause[one + 1 : one + 2].isdigit() or clause[one + 1 : one + 3].lstrip(".").isdigit()
        ]
        if not pairs:
            return clause
        one = rng.choice(pairs)
        other = one + 1 if clause[one + 1].isdigit() else one + 2
        letters = list(clause)
        letters[one], letters[other] = letters[other], letters[one]
        return "".join(letters)
    if how == "drop":
        return clause[:at] + clause[at + 1 :] if len(digits) > 1 else clause
    if how == "double":
        return clause[:at] + clause[at] + clause[at:]
    if how == "dot":
        return clause.replace(".", "", 1) if re.search(r"\d\.\d", clause) else clause
    if how == "letter":
        swaps = {"1": "l", "0": "O", "5": "S"}
        return clause[:at] + swaps.get(clause[at], clause[at]) + clause[at + 1 :]
    number = re.search(r"\d+", clause[digits[0] :] if how == "article" else clause[digits[-1] :])
    assert number
    start = (digits[0] if how == "article" else digits[-1]) + number.start()
    value = int(number.group()) + (rng.choice((-1, 1)) if how == "neighbour" else rng.choice((-3, -2, 2, 3, 4)))
    return clause[:start] + str(max(1, value)) + clause[start + len(number.group()) :]


def _row(comparison: Comparison, change: Change, style: Style, go_by: str, rng: random.Random) -> tuple[str, str]:
    if change.kind is ChangeKind.RENAMED:
        old, new = change.edits[0].text, change.edits[-1].text
        words = rng.choice((f"“{old}” is now “{new}”", f"{old} → {new}", f"{old} renamed {new}"))
        return rng.choice(("throughout", "various", "entire agreement")), words
    return _clause(comparison, change, go_by, rng), _words(comparison, change, style, rng)


def _clause(comparison: Comparison, change: Change, go_by: str, rng: random.Random) -> str:
    old = comparison.old.citation(change.old[0]) if change.old else ""
    new = comparison.new.citation(change.new[0]) if change.new else ""
    if go_by == "both" and old and new and old != new:
        return rng.choice((f"{old} → {new}", f"{old} -> {new}"))
    return _as_typed((old if go_by == "old" else new) or new or old, rng)


def _as_typed(cited: str, rng: random.Random) -> str:
    number = re.fullmatch(r"(\d+)\.\d.*", cited)
    how = rng.random()
    if number and how < 0.2:
        return f"Article {_roman(int(number[1]))}, § {cited}"
    if number and how < 0.5:
        return rng.choice(("Sec. ", "Section ", "§ ", "§")) + cited
    return (
        cited.title().replace("Viii", "VIII").replace("Vii", "VII").replace("Xii", "XII")
        if how > 0.9 and not re.search(r"\b[IVX]{2,}", cited)
        else cited
    )


def _roman(number: int) -> str:
    found = ""
    for value, letters in ((50, "L"), (40, "XL"), (10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I")):
        found, number = found + letters * (number // value), number % value
    return found


def _words(comparison: Comparison, change: Change, style: Style, rng: random.Random) -> str:
    if style is Style.HEADING:
        contract, name = (comparison.new, change.new[0]) if change.new else (comparison.old, change.old[0])
        return heading_of(contract, name)
    if style is Style.PARAPHRASE:
        return _paraphrase(comparison, change, rng)
    return _excerpt(comparison, change, rng)


def heading_of(contract: Contract, name: ClauseId) -> str:
    """The heading of a clause or of the nearest one above that has one; otherwise its first words."""
    first = " ".join(contract.by_id[name].wording.split()[:6])
    at: ClauseId | None = name
    while at:
        clause = contract.by_id[at]
        if clause.heading:
            return clause.heading.rstrip(".")
        at = clause.parent
    return first


def _excerpt(comparison: Comparison, change: Change, rng: random.Random) -> str:
    """Eight to twenty words around a change, of one of the versions."""
    sides = [(Op.DELETE, (Op.EQUAL, Op.DELETE, Op.OLD_VARIANT)), (Op.INSERT, (Op.EQUAL, Op.INSERT, Op.NEW_VARIANT))]
    rng.shuffle(sides)
    for marked, shown in sides:
        tokens = [(word, edit.op is marked) for edit in change.edits if edit.op in shown for word in edit.text.split()]
        places = [at for at, (_, is_marked) in enumerate(tokens) if is_marked]
        if places or (not any(edit.op in (Op.DELETE, Op.INSERT) for edit in change.edits) and tokens):
            length = rng.randint(8, 20)
            middle = rng.choice(places) if places else 0
            start = max(0, min(middle - rng.randint(0, length - 1), len(tokens) - length))
            return " ".join(word for word, _ in tokens[start : start + length])
    return " ".join(clause.wording for name in change.new for clause in [comparison.new.by_id[name]])[:150]


def _paraphrase(comparison: Comparison, change: Change, rng: random.Random) -> str:
    said = " ".join(edit.text for edit in change.edits if edit.op in (Op.DELETE, Op.INSERT))
    topic = _topic(said, rng, 3) or _topic(" ".join(edit.text for edit in change.edits), rng, 3)
    contract, name = (comparison.new, change.new[0]) if change.new else (comparison.old, change.old[0])
    heading = heading_of(contract, name).lower()
    patterns = {
        ChangeKind.ADDED: ("New requirement about {topic}", "Adds language on {heading}: {topic}", "{heading}, new"),
        ChangeKind.DELETED: ("Removes language on {topic}", "{heading} deleted", "No longer includes {topic}"),
        ChangeKind.RENUMBERED: ("Renumbered only", "{heading}, renumbered"),
        ChangeKind.MOVED: ("Moved", "{heading} moved to another place"),
        ChangeKind.SPLIT: ("{heading} split", "Divided into separate provisions, with {topic}"),
        ChangeKind.MERGED: ("{heading} combined", "Merged provisions on {topic}"),
    }.get(
        change.kind,
        ("Revises {heading}: {topic}", "Updated provisions on {topic}", "Clarifies {topic}", "{heading} changed"),
    )
    return rng.choice(patterns).format(topic=topic, heading=heading)


def _topic(text: str, rng: random.Random, most: int) -> str:
    content = [word.strip('.,;:“”"()') for word in text.split() if word.lower().strip(".,;:") not in SMALL]
    content = [word for word in content if len(word) > 2]
    start = rng.randint(0, max(0, len(content) - most))
    return " ".join(content[start : start + most]).lower()


def _own_rows(comparison: Comparison, style: Style, go_by: str, rng: random.Random, many: int) -> list[tuple[str, str]]:
    """Changes that are none of ours: of clauses that stand unchanged, and of documents that were not compared."""
    changed = {
        " ".join(contract.by_id[name].wording.split())
        for contract, names in (
            (comparison.new, [name for change in comparison.changes for name in change.new]),
            (comparison.old, [name for change in comparison.changes for name in change.old]),
        )
        for name in names
    }
    unchanged = [
        (was, now)
        for was, now in comparison.unchanged
        if comparison.new.by_id[now].label
        and len(comparison.new.by_id[now].text.split()) > 10
        and " ".join(comparison.new.by_id[now].wording.split()) not in changed
    ]
    rows = []
    for _ in range(many):
        if unchanged and rng.random() < 0.5:
            was, now = rng.choice(unchanged)
            cited = comparison.old.citation(was) if go_by == "old" else comparison.new.citation(now)
            tokens = comparison.new.by_id[now].wording.split()
            start = rng.randint(0, max(0, len(tokens) - 16))
            words = {
                Style.HEADING: heading_of(comparison.new, now),
                Style.PARAPHRASE: f"Revises {heading_of(comparison.new, now).lower()}: "
                + _topic(" ".join(tokens), rng, 3),
            }.get(style, " ".join(tokens[start : start + rng.randint(8, 16)]))
            rows.append((_as_typed(cited, rng), words))
            continue
        at = rng.randrange(len(INVENTED))
        cited = rng.choice(
            (f"Exhibit {rng.choice('KLMNPQ')}, {rng.randint(1, 9)}", f"{rng.randint(40, 60)}.{rng.randint(1, 9)}", "")
        )
        tokens = INVENTED[at].split()
        if rng.random() < 0.4 and unchanged:
            # words of a clause of ours go on as something else
            borrowed = comparison.new.by_id[rng.choice(unchanged)[1]].wording.split()[:5]
            tokens = [*borrowed, *tokens[-8:]]
        words = {
            Style.HEADING: INVENTED_HEADINGS[at],
            Style.PARAPHRASE: f"New requirement about {INVENTED_HEADINGS[at].lower()}",
        }.get(style, " ".join(tokens))
        rows.append((cited, words))
    return rows

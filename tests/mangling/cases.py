"""Damaged forms by seed."""

import random
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from mangling.container import CONVERSIONS, convert_many
from mangling.damages import DAMAGES, FAST, Stage, compatible
from mangling.filling import Filled, fill_form
from mangling.package import Package
from mangling.truth import Truth

_NAMES = (
    "Harbor House",
    "Casa Central & Sons",
    "Ó Briain Family Services, Inc.",
    "希望之家",
    "مركز الأمل",
    "Zoë’s <Place>",
)


@dataclass(frozen=True, slots=True)
class Mangled:
    """A returned form as it comes in.

    Attributes:
        data: The file.
        name: What the member called it.
        truth: What must be found in it.
        damages: What was done to it, in the order in which it was done.
    """

    data: bytes
    name: str
    truth: Truth
    damages: tuple[str, ...]


def mangle(filled: Filled, names: Iterable[str], rng: random.Random) -> Mangled:
    """Does these damages to a form, in the order of their stages."""
    return mangle_many([(filled, names, rng)])[0]


def mangle_many(cases: Sequence[tuple[Filled, Iterable[str], random.Random]]) -> list[Mangled]:
    """Damages several forms; those for one other program go to it together."""
    done = [_damaged(*case) for case in cases]
    for name, conversion in CONVERSIONS.items():
        places = [at for at, case in enumerate(done) if name in case.damages]
        files = convert_many([done[at].data for at in places], conversion) if places else []
        for at, data in zip(places, files, strict=True):
            case = done[at]
            case.truth.container = conversion.ends_as
            renamed = case.name.rpartition(".")[0] + "." + conversion.ends_as
            done[at] = Mangled(data, renamed, case.truth, case.damages)
    return done


def _damaged(filled: Filled, names: Iterable[str], rng: random.Random) -> Mangled:
    wanted = list(names)
    if not compatible(wanted):
        raise ValueError(f"these damages cannot be done to one file: {', '.join(wanted)}")
    order = tuple(sorted(wanted, key=lambda name: DAMAGES[name].stage))
    truth = filled.copy_of_truth()
    form = Package(filled.data, truth, rng)
    for name in order:
        DAMAGES[name].apply(form, rng)
    converted = any(DAMAGES[name].stage is Stage.CONTAINER for name in order)
    data = form.finish(tags=not converted)
    called = rng.choice(("response.docx", "Copy of response (2).docx", f"{truth.organization} FINAL.docx"))
    return Mangled(data, called.replace("/", "-"), truth, order)


def random_names(rng: random.Random, count: int, *, container: str = "") -> tuple[str, ...]:
    """The names of as many damages that can be done to one file, and of a conversion after them."""
    while True:
        names = (*rng.sample(FAST, count), *([container] if container else []))
        if compatible(names):
            return names


def random_case(form: bytes, seed: int, damages: int = 1, *, container: str = "", share: float = 0.5) -> Mangled:
    """A filled-in and damaged form: the same for the same seed.

    Args:
        form: The form as it was issued.
        seed: What everything is chosen by.
        damages: How many damages are done.
        container: A conversion to do last; see ``CONVERSIONS``.
        share: The share of rows that are answered.
    """
    return random_cases(form, [seed], damages, container=container, share=share)[0]


def random_cases(
    form: bytes, seeds: Iterable[int], damages: int = 1, *, container: str = "", share: float = 0.5
) -> list[Mangled]:
    """Several filled-in and damaged forms, as ``random_case`` gives each."""
    cases = []
    for seed in seeds:
        rng = random.Random(f"mangling {seed}")
        filled = fill_form(form, rng, organization=rng.choice(_NAMES), share=share)
        cases.append((filled, random_names(rng, damages, container=container), rng))
    return mangle_many(cases)

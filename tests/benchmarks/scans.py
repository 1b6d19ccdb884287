"""How well scanned pages are read: word error, and the changes found between a scan and its own source.

    python tests/benchmarks/scans.py [--damage light,real] [--seed 1] [--pages 1-24] [--changes] FILE.pdf […]

Each file with text is printed as an image-only PDF with damage of the named kinds (``all`` for every kind), read by
text recognition, and compared with itself as it was. Prints one line a file and kind: word error (words inserted,
deleted and replaced, to the words of the source), changes in percent of the source's clauses, how many of them are
critical, and seconds a page. With ``--changes`` each change is shown. Needs tesseract, numpy and Pillow.
"""

import argparse
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pypdfium2
from PIL import Image, ImageDraw, ImageFilter, ImageFont
from rapidfuzz.distance import Levenshtein

from contractdiff import api
from contractdiff.model import Contract, Op, Priority, Side
from contractdiff.text import fold_token

DPI = 300
# degrees of skew (least, most), blur in pixels, noise in shades, brightness of the paper, JPEG quality
KINDS: dict[str, tuple[float, float, float, float, int, int]] = {
    "clean": (0.0, 0.0, 0.0, 0.0, 255, 95),
    "light": (0.3, 0.8, 0.5, 6.0, 255, 85),
    "real": (0.3, 0.8, 0.9, 14.0, 240, 60),
    "skew": (1.5, 1.5, 0.6, 8.0, 250, 75),
    "grey": (0.3, 0.8, 0.7, 12.0, 190, 65),
    "faint": (0.2, 0.6, 0.6, 8.0, 255, 75),
    "stamp": (0.2, 0.5, 0.6, 8.0, 250, 75),
    "fax": (0.1, 0.6, 0.0, 18.0, 255, 0),
    "side": (0.3, 0.8, 0.5, 6.0, 255, 85),
}


def damaged(page: Image.Image, kind: str, rng: np.random.Generator) -> Image.Image:
    least, most, blur, noise, paper, _ = KINDS[kind]
    if kind == "stamp":
        page = _stamped(page, rng)
    if kind == "fax":
        page = page.resize((page.width * 2 // 3, page.height * 2 // 3), Image.Resampling.LANCZOS)
    angle = float(rng.uniform(least, most) * rng.choice((-1, 1)))
    page = page.rotate(angle, Image.Resampling.BICUBIC, fillcolor=255).filter(ImageFilter.GaussianBlur(blur))
    shades = np.asarray(page, dtype=np.float64)
    if kind == "faint":
        shades = 255 - (255 - shades) * 0.45
    shades = shades * paper / 255
    if paper < 250:
        shades = shades * np.linspace(1, 0.9, shades.shape[1])
    shades = shades + rng.normal(0, noise, shades.shape) if noise else shades
    if kind == "fax":
        black = shades < 150
        black |= rng.random(shades.shape) < 0.0006
        return Image.fromarray(((~black) * 255).astype("uint8")).convert("1")
    image = Image.fromarray(shades.clip(0, 255).astype("uint8"))
    return image.rotate(int(rng.choice((90, 180, 270))), expand=True) if kind == "side" else image


def _stamped(page: Image.Image, rng: np.random.Generator) -> Image.Image:
    stamp = Image.new("L", (1000, 160), 255)
    ImageDraw.Draw(stamp).text((10, 10), "RECEIVED", fill=120, font=ImageFont.load_default(120))
    stamp = stamp.rotate(20, expand=True, fillcolor=255)
    at = int(rng.integers(200, page.width - 1200)), int(rng.integers(400, page.height - 900))
    under = page.crop((*at, at[0] + stamp.width, at[1] + stamp.height))
    page = page.copy()
    page.paste(Image.fromarray(np.minimum(np.asarray(under), np.asarray(stamp))), at)
    return page


def scan(source: Path, target: Path, kind: str, *, seed: int, pages: Sequence[int] | None = None) -> None:
    """Write pages (counted from 0) of a PDF as pictures."""
    rng = np.random.default_rng(seed)
    document = pypdfium2.PdfDocument(source)
    images = []
    for at in range(len(document)) if pages is None else pages:
        drawn = document[at].render(scale=DPI / 72, grayscale=True).to_pil().convert("L")
        images.append(damaged(drawn, kind, rng))
    document.close()
    quality = KINDS[kind][5]
    more = {"quality": quality} if quality else {}
    images[0].save(target, save_all=True, append_images=images[1:], resolution=200 if kind == "fax" else DPI, **more)


def cut(source: Path, target: Path, pages: Sequence[int]) -> None:
    document = pypdfium2.PdfDocument(source)
    new = pypdfium2.PdfDocument.new()
    new.import_pages(document, pages=list(pages))
    new.save(target)


def words_of(contract: Contract) -> list[str]:
    return [
        fold_token(word) for clause in contract.clauses for word in f"{clause.label or ''} {clause.wording}".split()
    ]


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("files", nargs="+", type=Path)
    parser.add_argument("--damage", default="light,real")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--pages", default="")
    parser.add_argument("--changes", action="store_true")
    parser.add_argument("--keep", type=Path, help="folder in which scans are kept and found again")
    given = parser.parse_args()
    kinds = list(KINDS) if given.damage == "all" else given.damage.split(",")
    with tempfile.TemporaryDirectory() as folder:
        for source in given.files:
            for kind in kinds:
                one(source, kind, given, given.keep or Path(folder))


def one(source: Path, kind: str, given: argparse.Namespace, folder: Path) -> None:
    chosen = None
    if given.pages:
        first, last = (int(number) for number in given.pages.split("-"))
        chosen = range(first - 1, last)
        part = folder / f"{source.stem}-{given.pages}.pdf"
        cut(source, part, chosen)
        source = part
    target = folder / f"{source.stem}-{kind}-{given.seed}.pdf"
    if not target.exists():
        scan(source, target, kind, seed=given.seed)
    true = api.read_contract(source, side=Side.OLD)
    start = time.perf_counter()
    read = api.read_contract(target, side=Side.NEW)
    seconds = (time.perf_counter() - start) / (read.reading.pages or 1)
    wanted, got = words_of(true), words_of(read)
    error = Levenshtein.distance(wanted, got) / len(wanted)
    comparison = api.compare_contracts(true, read)
    critical = sum(1 for change in comparison.changes if change.priority is Priority.CRITICAL)
    share = len(comparison.changes) / len(true.clauses)
    print(
        f"{target.stem}: word error {error:.2%}, changes {len(comparison.changes)} of {len(true.clauses)} clauses "
        f"({share:.1%}), critical {critical}, {seconds:.1f} s a page"
    )
    if given.changes:
        for change in comparison.changes:
            labels = [true.citation(name) for name in change.old], [read.citation(name) for name in change.new]
            edits = " ".join(
                f"[{edit.op.value}{edit.text}]" for edit in change.edits if edit.op in (Op.DELETE, Op.INSERT)
            )
            print(f"  {change.priority.value[:4]} {change.kind.value:<10} {labels} {edits[:400]}")


if __name__ == "__main__":
    main()

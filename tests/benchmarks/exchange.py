"""The packet and the reports of a long exchange, by hand: ``python tests/benchmarks/exchange.py [MEMBERS]``.

650 members answer a form of 150 changes; lead, workgroup and agency answer in three rounds. Then the packet and every
report is made, each by a process of its own. Printed is the time of each, and the packet's as a share of what
python-docx takes to read its cells.
"""

import random
import sys
import tempfile
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent.parent))

import docx
from collect import SAMPLES, run
from exchange_filling import fill, tags_of
from mangling.filling import fill_form

REPORTS = (
    *("tally", "merged", "intake", "reconciliation", "tracker", "brief", "faq", "alert", "explainer"),
    *("concerns", "reminder", "outcome"),
)


def main(members: int) -> None:
    with tempfile.TemporaryDirectory() as name:
        folder, docket, returned = Path(name), Path(name) / "docket", Path(name) / "returned"
        returned.mkdir()
        names = ("--coalition", "Coalition of Providers", "--agency", "Department of Services")
        run("compare", SAMPLES / "fy2011.docx", SAMPLES / "fy2012.docx", "-o", docket, "--quiet", *names)
        lines = [f"Member {n},Sector {n % 5},{n % 59},{n + 1 if n < 9 else ''}" for n in range(members)]
        (folder / "roster.csv").write_text("\n".join(["Organization,Sector,District,Committee seat", *lines]), "utf-8")
        run("members", docket, folder / "roster.csv")
        run("form", docket, "member", "--for-each-member", "--top", "150", "--quiet")
        for number, path in enumerate(sorted((docket / "forms-top150").iterdir())):
            filled = fill_form(path.read_bytes(), random.Random(number), organization=f"Member {number}", share=0.4)
            (returned / f"{number:04}.docx").write_bytes(filled.data)
        run("collect", docket, returned, "--quiet")
        for number in range(1, 4):
            rounds(folder, docket, number)
            if number < 3:
                run("revise", docket)
        run("final", docket, SAMPLES / "fy2011.docx", "--name", "as issued")
        for each in REPORTS:
            print(f"{each:16} {run('report', docket, each, '--today', '2011-07-01'):5.1f} s")
        made = run("packet", docket, "--reviewed-by", "R. Ortiz", "--contact", "R. Ortiz")
        began = time.perf_counter()
        packet = docket / "packet-round3" / "packet.docx"
        cells = sum(len(c.text) for t in docx.Document(str(packet)).tables for row in t.rows for c in row.cells)
        other = time.perf_counter() - began
        print(f"{'packet':16} {made:5.1f} s, with its prints and checks")
        print(f"{made / other:.2f} of the time that python-docx takes to read its {cells:,} letters ({other:.1f} s)")


def rounds(folder: Path, docket: Path, number: int) -> None:
    """One round: the lead, the workgroup and the agency answer."""
    rng = random.Random(number)
    for kind in ("lead", "workgroup", "agency"):
        path = folder / f"{kind}.docx"
        run("form", docket, kind, "-o", path, "--force", "--quiet")
        form = path.read_bytes()
        path.write_bytes(fill(form, answers(kind, tags_of(form), number, rng)))
        run("collect", docket, path, "--quiet")


def answers(kind: str, tags: list[str], number: int, rng: random.Random) -> dict[str, object]:
    """What is filled in."""
    words = "the clinic cannot carry this cost in round {} without more notice and more money"
    found: dict[str, object] = {}
    for tag in tags:
        column, _, row = tag.partition(":")
        if kind == "lead" and column == "stance":
            found[tag] = rng.choice(("Restore the old wording", "Change the wording as requested", "No objection"))
        elif kind == "lead" and column in ("effect", "wording", "question", "request"):
            found[tag] = f"{row}: {words.format(number)}"
        elif kind == "lead" and column == "due":
            found[tag] = "June 10, 2011"
        elif kind == "workgroup" and column == "yes":
            found[tag] = rng.choice(("all", "1-6", "1-4"))
        elif column == "acknowledged":
            found[tag] = rng.choice(("Acknowledged", "Partly", "Denied"))
        elif kind == "agency" and column == "reason" and row.startswith("C"):
            found[tag] = ("Federal law or rule", f"We follow a rule of our own on {row}.")
        elif column == "response":
            found[tag] = (rng.choice(("Agreed", "Rejected", "Counterproposal")), f"See our answer on {row}.")
    return found


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 650)

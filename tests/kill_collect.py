"""Kills ``collect`` at random moments and runs it again, by hand: ``python -m tests.kill_collect 100 [FORMS]``.

After all the kills and one run to the end, the docket must be whole and hold what one undisturbed run gives, recorded
times apart.
"""

import json
import random
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))

from mangling.cases import random_cases

SAMPLES = Path(__file__).parent.parent / "samples"
PROGRAM = (sys.executable, "-m", "contractdiff")


def run(*arguments: object) -> None:
    subprocess.run([*PROGRAM, *map(str, arguments)], check=True, stdout=subprocess.DEVNULL)


def content(docket: Path, folder: Path) -> dict[str, object]:
    """All that a docket holds, without times and the numbers that follow from the order of events."""
    run("docket", "export", docket, "-o", folder, "--force")
    tables = json.loads((folder / "docket.json").read_text("utf-8"))
    del tables["format"]
    for rows in tables.values():
        for row in rows:
            row.pop("at", None)
    history = tables.pop("history")
    tables["history"] = sorted((row["what"], row["subject"], row["detail"]) for row in history)
    return tables


def main(kills: int, forms: int) -> None:
    rng = random.Random(kills)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        run("compare", SAMPLES / "fy2011.docx", SAMPLES / "fy2012.docx", "-o", folder / "whole", "--quiet")
        for copy in ("fresh", "killed"):
            shutil.copytree(folder / "whole", folder / copy)
        (folder / "returned").mkdir()
        form = (folder / "whole" / "response.docx").read_bytes()
        for number, case in enumerate(random_cases(form, range(forms), 1)):
            (folder / "returned" / f"{number:04}.docx").write_bytes(case.data)
        began = time.monotonic()
        run("collect", folder / "whole", folder / "returned", "--quiet")
        usual = time.monotonic() - began
        done = 0
        while done < kills:
            command = [*PROGRAM, "collect", str(folder / "killed"), str(folder / "returned"), "--quiet"]
            process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
            try:
                # most of the kills while there is much to do: a run that has little left is over soon
                process.wait(rng.uniform(0.2, 1.2 if done < kills - 10 else usual))
                # nothing was left to do: begin anew
                shutil.rmtree(folder / "killed")
                shutil.copytree(folder / "fresh", folder / "killed")
            except subprocess.TimeoutExpired:
                process.send_signal(signal.SIGKILL)
                process.wait()
                done += 1
                run("docket", "check", folder / "killed")
        run("collect", folder / "killed", folder / "returned", "--quiet")
        run("docket", "check", folder / "killed")
        same = content(folder / "killed", folder / "a") == content(folder / "whole", folder / "b")
        print(f"{kills} kills, {forms} forms: {'the same docket' if same else 'ANOTHER DOCKET'}")
        sys.exit(not same)


if __name__ == "__main__":
    main(int(sys.argv[1]), int(sys.argv[2]) if len(sys.argv) > 2 else 60)

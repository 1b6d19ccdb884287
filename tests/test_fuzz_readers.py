"""A small sample of ``fuzz_readers.py``, which is run by hand for thousands of seeds."""

import random
from pathlib import Path

import pytest
from fuzz_readers import RUN_LIMIT, RUNS, SOURCES, check, damaged, long_runs

SEEDS = 15
# Runs that tests of the single readers do not try already, and that take a moment only.
SAMPLE = 4


@pytest.mark.parametrize("name", SOURCES)
def test_sound_files_are_read(name: str, tmp_path: Path) -> None:
    assert check(name, SOURCES[name](), tmp_path) in ("read", "lists")


@pytest.mark.parametrize("name", SOURCES)
def test_damaged_files_give_a_text_or_a_message(name: str, tmp_path: Path) -> None:
    data = SOURCES[name]()
    for seed in range(SEEDS):
        check(name, damaged(data, random.Random(f"{name}{seed}")), tmp_path)


@pytest.mark.parametrize("name", RUNS)
def test_long_runs_of_a_mark_are_read_soon(name: str, tmp_path: Path) -> None:
    for _, data in long_runs(name)[::SAMPLE]:
        check(name, data, tmp_path, limit=RUN_LIMIT)

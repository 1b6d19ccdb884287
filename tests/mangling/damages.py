"""All damages, each with a name; a module's damages are listed when it is imported."""

from mangling import columns, container, editors, identity, margins, misplaced, rows, tracked, wrappers
from mangling.registry import DAMAGES, Damage, Stage, compatible

__all__ = ["DAMAGES", "Damage", "Stage", "compatible"]

MODULES = (misplaced, rows, columns, margins, tracked, wrappers, identity, editors, container)
# Those that start another program, which takes seconds
SLOW = tuple(name for name, damage in DAMAGES.items() if damage.stage is Stage.CONTAINER)
FAST = tuple(name for name, damage in DAMAGES.items() if damage.stage is not Stage.CONTAINER)

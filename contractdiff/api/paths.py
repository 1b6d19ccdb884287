"""Questions about paths that never raise."""

from pathlib import Path


def is_folder(path: Path) -> bool:
    """Whether a path is a folder."""
    try:
        return path.is_dir()
    except (OSError, ValueError):
        return False  # whoever opens it says what is wrong with it


def stands_in(path: Path, folder: Path) -> bool:
    """Whether a path is a folder or leads into it."""
    try:
        return folder.is_dir() and path.resolve().is_relative_to(folder.resolve())
    except (OSError, ValueError, RuntimeError):
        return False


def same_file(path: Path, other: Path) -> bool:
    """Whether two paths lead to one file."""
    return path.exists() and other.exists() and path.samefile(other)

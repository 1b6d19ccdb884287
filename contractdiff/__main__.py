"""``python -m contractdiff``."""

from contractdiff.cli import main

if __name__ == "__main__":
    main()

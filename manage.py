#!/usr/bin/env python3
"""Run the project's commands. The one place that touches sys.path (docs/decisions/0001)."""

import os
import sys
from pathlib import Path


def main() -> None:
    # Position 1: after this folder, before the installed packages. `site/` is a source root, not a package.
    sys.path.insert(1, str(Path(__file__).resolve().parent / "site"))
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings.embedded")
    from django.core.management import execute_from_command_line  # noqa: PLC0415 (after the path)

    execute_from_command_line(sys.argv)


if __name__ == "__main__":
    main()

#!/usr/bin/env python3
"""treatinfo's commands. `manage.py quickstart` sets everything up and serves the site."""

import sys

if sys.version_info < (3, 11):
    # No f-string and no import above this line: an old Python must reach the message.
    sys.exit(
        "treatinfo needs Python 3.11 or newer; this is Python %s. Make .venv anew with a newer one, "
        "for example: rm -r .venv && python3.12 -m venv .venv" % sys.version.split()[0]
    )


def main() -> None:
    try:
        from treatinfo import command_line
    except ImportError:
        sys.exit(
            "Django is not installed for this Python. Run the first command of README.md, "
            "and call this file with .venv/bin/python."
        )
    command_line.main()


if __name__ == "__main__":
    main()

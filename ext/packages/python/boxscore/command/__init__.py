"""The command `boxscore`: one module of this folder for each of its subcommands.

A subcommand has a NAME, a SUMMARY, and two functions: arguments(parser) says what it takes, run(options) does it and returns the
exit code. Exit codes are 0 for success, 1 for a result that fails a condition, and 2 for wrong use or input that cannot be read.
"""

from __future__ import annotations

import argparse
import csv
import os
import sys
from typing import Sequence

from ..loading import CannotLoad
from ..session import Error, errors
from ..version import VERSION
from . import check, compare, convert, report, score, sql

# In the order of the help.
COMMANDS = (score, compare, check, report, convert, sql)
EPILOG = """\
examples:
  boxscore eval instances.json results.json
  boxscore eval instances.json results.json --fail-under AP=0.40
  boxscore compare instances.json results.json new_results.json --fail-if-worse
  boxscore check requirements.csv instances.json results.json
  boxscore report instances.json results.json --images val2017 -o report.html
  boxscore convert labels/val --images images/val -o val.db
  boxscore sql val.db -c "SELECT class, count(*) FROM labels GROUP BY class"

exit codes: 0 success, 1 a result that fails a condition, 2 wrong use or input that cannot be read
"""


def parser() -> argparse.ArgumentParser:
    top = argparse.ArgumentParser(
        prog="boxscore", description="Evaluates object detectors: figures, reports and SQL over labels and predictions.",
        epilog=EPILOG, formatter_class=argparse.RawDescriptionHelpFormatter)
    top.add_argument("--version", action="version", version=f"boxscore {VERSION}")
    commands = top.add_subparsers(dest="command", metavar="COMMAND", required=True)
    for module in COMMANDS:
        sub = commands.add_parser(module.NAME, help=module.SUMMARY, description=module.__doc__,
                                  formatter_class=argparse.RawDescriptionHelpFormatter)
        module.arguments(sub)
        sub.add_argument("-q", "--quiet", action="store_true", help="show no progress")
        sub.set_defaults(run=module.run)
    return top


def main(arguments: Sequence[str] | None = None) -> int:
    options = parser().parse_args(arguments)
    try:
        code = options.run(options)
        sys.stdout.flush()
        return code
    except (Error, CannotLoad, OSError, UnicodeDecodeError, csv.Error, *errors()) as error:
        if isinstance(error, BrokenPipeError):  # a pipe to `head` that has seen enough
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
            return 0
        print(f"boxscore: {error}", file=sys.stderr)
        return 2
    except MemoryError:
        print("boxscore: out of memory", file=sys.stderr)
        return 2
    except KeyboardInterrupt:
        print("boxscore: interrupted", file=sys.stderr)
        return 130

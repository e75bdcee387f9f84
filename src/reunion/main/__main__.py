"""`python -m reunion.main …` is the `reunion` command."""

from reunion.main.cli import run

run()

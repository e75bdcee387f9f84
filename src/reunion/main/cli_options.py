"""The application that commands register with, and the options that several of them have."""

from pathlib import Path
from typing import Annotated

import typer

app = typer.Typer(
    name="reunion",
    no_args_is_help=True,
    rich_markup_mode="rich",
    pretty_exceptions_enable=False,
    help="Reunion 重逢: a WeCom you can host. 设置见 settings: docs/guide/configuration.md",
    context_settings={"help_option_names": ["-h", "--help"]},
)

Data = Annotated[
    Path | None, typer.Option(help="数据目录 data folder (REUNION_DATA)", show_default=False)
]
Json = Annotated[bool, typer.Option("--json", help="给程序读的输出 output for machines")]
Corp = Annotated[
    str | None,
    typer.Option(help="企业 ID company, where there are several (corpid)", show_default=False),
]

"""`gorae` 명령입니다."""

from __future__ import annotations

import sys

import typer

from gorae.cli import bundle, engine, words
from gorae.cli.check import check
from gorae.cli.clean import clean
from gorae.cli.doctor import doctor
from gorae.cli.matrix import matrix
from gorae.cli.prepare import prepare
from gorae.cli.record import record
from gorae.errors import GoraeError

app = words.App(help="고래노트의 명령입니다.")
_ClickError: type[Exception] = typer.BadParameter.__mro__[2]
_INTERRUPTED = 130
app.add_typer(engine.app, name="engine")
app.command("doctor")(doctor)
app.add_typer(bundle.app, name="bundle")
app.command("prepare")(prepare)
app.command("check")(check)
app.command("clean")(clean)
app.command("matrix")(matrix)
app.command("record", hidden=True)(record)


def main() -> None:
    """명령을 실행합니다. 오류는 한국어로 알리고 종료 코드로 끝냅니다."""
    try:
        code = app(prog_name="gorae", standalone_mode=False)
        if code == _INTERRUPTED:
            print("\n멈추었습니다.", file=sys.stderr)
        sys.exit(code)
    except typer.Abort:
        print("그만두었습니다.", file=sys.stderr)
        sys.exit(1)
    except _ClickError as error:
        told = words.explain(error)
        print(told, file=sys.stderr)
        sys.exit(told.exit_code)
    except GoraeError as error:
        print(error, file=sys.stderr)
        sys.exit(error.exit_code)
    except KeyboardInterrupt:
        print("\n멈추었습니다.", file=sys.stderr)
        sys.exit(_INTERRUPTED)

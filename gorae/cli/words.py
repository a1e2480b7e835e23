"""typer의 영어를 한국어로 바꿉니다: 도움말의 제목과, 명령을 잘못 적었을 때의 안내."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

import typer
from typer import rich_utils
from typer.core import TyperCommand, TyperGroup

from gorae.errors import UsageError

_Function = TypeVar("_Function", bound=Callable[..., Any])

rich_utils.ARGUMENTS_PANEL_TITLE = "인자"
rich_utils.OPTIONS_PANEL_TITLE = "옵션"
rich_utils.COMMANDS_PANEL_TITLE = "명령"
rich_utils.DEFAULT_STRING = "[기본: {}]"
rich_utils.REQUIRED_LONG_STRING = "[꼭 적어야 함]"


class _Korean:
    """도움말의 첫 줄과 `--help`의 설명입니다."""

    def format_usage(self, ctx: Any, formatter: Any) -> None:
        pieces = " ".join(self.collect_usage_pieces(ctx))  # type: ignore[attr-defined]
        formatter.write_usage(ctx.command_path, pieces, prefix="쓰는 법: ")

    def get_help_option(self, ctx: Any) -> Any:
        option = super().get_help_option(ctx)  # type: ignore[misc]
        option.help = "이 글을 보입니다"
        return option


class _Command(_Korean, TyperCommand):
    pass


class _Group(_Korean, TyperGroup):
    pass


class App(typer.Typer):
    """도움말이 한국어인 typer 앱입니다."""

    def __init__(self, **options: Any) -> None:
        super().__init__(cls=_Group, no_args_is_help=True, add_completion=False, **options)

    def command(self, name: str | None = None, **options: Any) -> Callable[[_Function], _Function]:
        """명령을 더합니다. 인자는 `typer.Typer.command`와 같습니다."""
        return super().command(name, cls=_Command, **options)


def explain(error: Any) -> UsageError:
    """typer가 알아듣지 못한 명령을 한국어로 알립니다.

    Args:
        error: typer가 낸 `ClickException`.

    Returns:
        무엇이 잘못되었는지와 할 일이 든 오류. 종료 코드는 2입니다.
    """
    context = getattr(error, "ctx", None)
    if type(error).__name__ == "NoArgsIsHelpError":
        return UsageError(error.message or "명령을 적지 않았습니다.")
    todo = f"쓰는 법은 `{context.command_path if context else 'gorae'} --help`로 봅니다."
    parameter = getattr(error, "param", None)
    where = parameter.get_error_hint().strip("'") if parameter else getattr(error, "option_name", "")
    match type(error).__name__:
        case "NoSuchOption":
            near = f" 비슷한 것: {', '.join(sorted(error.possibilities))}" if error.possibilities else ""
            return UsageError(f"{where} 옵션은 없습니다.{near}", todo=todo)
        case "MissingParameter":
            return UsageError(f"{where} 자리에 적은 것이 없습니다.", todo=todo)
        case "BadOptionUsage":
            return UsageError(
                f"{where} 옵션을 잘못 적었습니다.", "값이 있어야 하는데 없거나, 없어야 하는데 있습니다.", todo
            )
        case "BadParameter":
            return UsageError(f"{where}에 적은 값이 맞지 않습니다.", todo=todo, detail=error.message)
    if context and isinstance(context.command, TyperGroup):
        group = context.command
        known = ", ".join(name for name in group.list_commands(context) if not group.commands[name].hidden)
        return UsageError("그런 명령은 없습니다.", f"있는 명령: {known}", todo, detail=error.message)
    return UsageError("명령을 잘못 적었습니다.", todo=todo, detail=error.message)

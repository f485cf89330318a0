"""The settings, told in the help of the command that reads them all."""

from __future__ import annotations

from typing import Any

from typer.core import TyperCommand


class CommandWithSettings(TyperCommand):
    """A command whose help ends with every setting: its variable, default and meaning.

    The list is made when the help is asked for, so that other commands need not load the settings to start.
    """

    def get_help(self, ctx: Any) -> str:
        """Return the help of the command and the list of settings."""
        return f"{super().get_help(ctx)}\n\n{settings_text()}"


def settings_text() -> str:
    """Return the settings as plain text, made from their records."""
    from conflict_graph.settings import Settings

    lines = ["Settings (environment variables):"]
    for name, field in Settings.model_fields.items():
        default = "" if field.default is None else f" [default: {field.default}]"
        lines.append(f"  {Settings.model_config['env_prefix']}{name.upper()}{default}\n      {field.description}")
    return "\n".join(lines)

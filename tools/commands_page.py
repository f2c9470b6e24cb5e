"""Writes docs/commands.md from the help of the commands; with --check only says whether it is up to date (exit 1)."""

import os
import sys
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PAGE = ROOT / "docs" / "commands.md"
WIDTH = 100
HEAD = """# Commands

Made from `kg --help` by `tools/commands_page.py`; edit `kg/data/messages.toml` and `kg/cli`, not this page. The help is
in Ukrainian with `KG_LANG=uk`, or where the locale is Ukrainian. `python -m kg` is the same as `kg`.

Exit codes: 0 done, 1 failed, 2 wrong usage, 3 findings (`validate`, `evaluate --gate`), 130 interrupted. Data goes to
stdout, everything else to stderr; an error is one line.

## Settings

From `kg.toml` in the working folder, then from the environment, then from options; each later one wins.

| `kg.toml` | environment | what |
|---|---|---|
| `analyzer` | `KG_ANALYZER` | language analyzer: `bundled` (default) or another one, as with `--analyzer` |
| `stanza_dir` | `KG_STANZA_DIR` | folder of Stanza's models |
| `base` | `KG_BASE` | base IRI under which nodes are named |
| `lang` | `KG_LANG` | language of messages: `uk` or `en` |
| `rules` | `KG_RULES` | folder of [rules of one's own](guide-developers.md#a-cue) |

`KG_DEBUG=1` shows the traceback of an error, as `--debug` does. `kg load` takes user and password from
`NEO4J_USERNAME` and `NEO4J_PASSWORD`. Stanza's models are also looked for in `STANZA_RESOURCES_DIR`.

The shell completes commands, options and their values after `eval "$(_KG_COMPLETE=bash_source kg)"` (`zsh_source` for
zsh; in fish `_KG_COMPLETE=fish_source kg | source`); put the line into the file that the shell reads at its start.

## Questions

`kg query OUT NAME`, with `-p` where a parameter is named (those in brackets may be left out):

| name | what it answers | | parameters |
|---|---|---|---|
"""


def help_pages() -> Iterator[str]:
    """The help of `kg` and of each command."""
    import click

    from kg.cli.main import COMMANDS, kg

    def shown(command: click.Command, name: str) -> str:
        settings = command.context_settings | {"terminal_width": WIDTH, "max_content_width": WIDTH}
        context = click.Context(command, info_name=name, **settings)
        return f"\n## {name}\n\n```text\n{command.get_help(context)}\n```\n"

    yield shown(kg, "kg")
    for name in COMMANDS:
        command = kg.get_command(click.Context(kg), name)
        assert command is not None
        yield shown(command, f"kg {name}")


def questions() -> Iterator[str]:
    """A line of the table for each named question."""
    from kg.graph.questions import catalogue

    for one in catalogue():
        names = ", ".join(f"[`{part.name}`]" if part.optional else f"`{part.name}`" for part in one.parameters)
        yield f"| `{one.name}` | {one.title_en} | {one.title_uk} | {names} |\n"


def main() -> int:
    """Write or check, whatever the settings of this machine are."""
    for name in [name for name in os.environ if name.startswith("KG_")]:
        del os.environ[name]
    os.environ["KG_LANG"] = "en"
    os.chdir(ROOT / "tools")  # where no kg.toml is
    text = HEAD + "".join([*questions(), *help_pages()])
    if "--check" in sys.argv[1:]:
        fresh = PAGE.is_file() and PAGE.read_text(encoding="utf-8") == text
        if not fresh:
            print(f"{PAGE} is not up to date: run tools/commands_page.py", file=sys.stderr)
        return 0 if fresh else 1
    PAGE.write_text(text, encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())

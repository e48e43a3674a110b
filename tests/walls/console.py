"""Running a page's examples: its files are written to a folder, its `console` blocks are typed and compared.

    python -m tests.walls.console PAGE FOLDER

A block opened by ```csv my-crm/sellers.csv is that file; so it is with yaml, text and json. In a block opened by
```console, a line after `$ ` is typed in the folder and what follows is what must be printed, both streams together;
`...` stands for anything. A command with settings in front (`FAIRWAY_HOME=other fairway ...`) runs in a process of its
own. A block opened by ```python run is run, with the names of the ones before it. Exit 0 when all is as printed.
"""

import contextlib
import doctest
import io
import os
import shlex
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

from tests.walls.pages import Block, blocks_of

PROMPT = "$ "
START = "import sys; from fairway.cli.main import main; sys.exit(main())"
WIDE = doctest.ELLIPSIS | doctest.NORMALIZE_WHITESPACE


def typed(block: Block) -> Iterator[tuple[str, str]]:
    """(command, expected output) of a console block."""
    command, expected = "", []
    for line in block.body.splitlines():
        if line.startswith(PROMPT):
            if command:
                yield command, "\n".join(expected)
            command, expected = line.removeprefix(PROMPT), []
        else:
            expected.append(line)
    if command:
        yield command, "\n".join(expected)


def run_page(text: str, folder: Path) -> list[str]:
    """Write the page's files and type its commands, in order; returns what differed, in words."""
    differences = []
    names: dict[str, object] = {"__name__": "example"}
    with contextlib.chdir(folder):
        for block in blocks_of(text):
            if "/" in block.title and block.language in {"csv", "yaml", "text", "json"}:
                file = folder / block.title
                file.parent.mkdir(parents=True, exist_ok=True)
                file.write_text(block.body, encoding="utf-8")
            if block.language == "python" and block.title == "run":
                exec(compile(block.body, f"line {block.line}", "exec"), names)
            for command, expected in typed(block) if block.language == "console" else ():
                got = printed(command)
                if not doctest.OutputChecker().check_output(expected.strip() + "\n", got.strip() + "\n", WIDE):
                    differences.append(f"line {block.line}: {command}\n--- the page\n{expected}\n--- printed\n{got}")
    return differences


def printed(command: str) -> str:
    """What a command prints on both streams."""
    words = shlex.split(command)
    if words[0] == "fairway":
        return _in_this_process(words[1:])
    environment = dict(os.environ)
    while "=" in words[0]:
        name, _, value = words.pop(0).partition("=")
        environment[name] = value
    program = [sys.executable, "-c", START] if words[0] == "fairway" else [words[0]]
    done = subprocess.run(
        [*program, *words[1:]],
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        check=False,
    )
    return done.stdout


def _in_this_process(arguments: list[str]) -> str:
    from fairway.cli.main import main

    out = io.StringIO()
    with contextlib.redirect_stdout(out), contextlib.redirect_stderr(out), contextlib.suppress(SystemExit):
        main(arguments)
    return out.getvalue()


if __name__ == "__main__":
    from fairway.cli.main import open_home, start_django

    start_django()
    open_home()
    problems = run_page(Path(sys.argv[1]).read_text(encoding="utf-8"), Path(sys.argv[2]))
    print("\n\n".join(problems))
    sys.exit(bool(problems))

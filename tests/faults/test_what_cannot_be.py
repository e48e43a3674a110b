"""Days, ports, folders and settings that cannot be: one line that says so and an exit code, never a traceback."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from django.core.exceptions import ImproperlyConfigured

from fairway.cli.main import main
from fairway.project.settings import log_level, number_from

WRONG, FAILED = 2, 1


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("words", "code", "said"),
    [
        (["board", "--as-of", "0001-01-01"], WRONG, "0001-01-01 is not from 1970 to 2100"),
        (["board", "--as-of", "9999-12-31"], WRONG, "9999-12-31 is not from 1970 to 2100"),
        (["plan", "add", "s1", "executive_calls", "3", "--from", "9999-12-31"], WRONG, "is not from 1970 to 2100"),
        (["up", "--port", "99999999"], WRONG, "'99999999' is no port"),
        (["up", "--port", "0"], WRONG, "'0' is no port"),
        (["demo", "--port", "-1"], WRONG, "'-1' is no port"),
        (["connect", "folder", "--path", "/nobody/has/this"], FAILED, "/nobody/has/this"),
    ],
)
def test_it_says_so_in_a_line(
    house: Path, words: list[str], code: int, said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert code_of(words) == code
    told = capsys.readouterr()
    assert said in told.err
    assert told.out == ""


def code_of(words: list[str]) -> int:
    """The exit code; argparse leaves by itself where the call was wrong."""
    try:
        return main(words)
    except SystemExit as end:
        return int(end.code or 0)


@pytest.mark.django_db
@pytest.mark.parametrize("on", ["1970-01-01", "2100-12-31"])
def test_it_answers_on_the_first_and_the_last_day_there_is(house: Path, on: str) -> None:
    assert main(["board", "--as-of", on]) == 0


@pytest.mark.parametrize(
    ("name", "value", "said"),
    [
        ("FAIRWAY_HOME", "{file}/home", "this home cannot be used: "),
        ("FAIRWAY_MAX_UPLOAD_MB", "abc", "FAIRWAY_MAX_UPLOAD_MB is 'abc'"),
    ],
)
def test_a_setting_nobody_can_start_with_is_named(tmp_path: Path, name: str, value: str, said: str) -> None:
    file = tmp_path / "file"
    file.write_text("not a folder")
    given = {**os.environ, "FAIRWAY_HOME": str(tmp_path / "home"), name: value.format(file=file)}
    start = "import sys; from fairway.cli.main import main; sys.exit(main())"
    done = subprocess.run(
        [sys.executable, "-c", start, "people"], env=given, capture_output=True, text=True, check=False
    )
    assert (done.returncode, done.stdout) == (FAILED, "")
    assert said in done.stderr
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize("value", ["abc", "", "-1", "²", "1.5", "65536", "9" * 5000])
def test_a_number_that_is_none_is_refused_by_its_name(monkeypatch: pytest.MonkeyPatch, value: str) -> None:
    monkeypatch.setenv("FAIRWAY_SMTP_PORT", value)
    with pytest.raises(ImproperlyConfigured, match="FAIRWAY_SMTP_PORT is "):
        number_from("FAIRWAY_SMTP_PORT", "587", most=65_535)
    monkeypatch.setenv("FAIRWAY_SMTP_PORT", " 25 ")
    assert number_from("FAIRWAY_SMTP_PORT", "587", most=65_535) == 25


def test_a_level_that_is_none_is_refused_by_its_name(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FAIRWAY_LOG", "loud")
    with pytest.raises(ImproperlyConfigured, match="FAIRWAY_LOG is 'loud'"):
        log_level()

"""What may be typed, and the one sentence for what may not."""

from pathlib import Path

import pytest

from embedded.options import ROOT, read


def test_run_without_words_uses_port_8000_and_var() -> None:
    options = read(["run"])
    assert (options.port, options.data, options.workers, options.demo) == (8000, ROOT / "var", 1, True)


def test_another_port_gets_a_data_folder_of_its_own() -> None:
    assert read(["run", "--port", "8001"]).data == ROOT / "var" / "8001"
    assert read(["manage", "--port", "8001", "check"]).data == ROOT / "var" / "8001"


def test_a_named_data_folder_wins_over_the_port(tmp_path: Path) -> None:
    assert read(["run", "--port", "8001", "--data", str(tmp_path)]).data == tmp_path


def test_words_after_the_django_command_are_djangos() -> None:
    assert read(["manage", "migrate", "--port", "plans"]).rest == ("migrate", "--port", "plans")


def test_tests_have_defaults_that_given_words_replace() -> None:
    assert read(["test"]).rest == ("-n", "2", "--dist", "loadfile", "--no-loadscope-reorder")
    assert read(["test", "-x", "tests/plans"]).rest == ("-x", "tests/plans")


@pytest.mark.parametrize(
    "words",
    [
        ["run", "--bogus"],
        ["run", "--port", "0"],
        ["run", "--port", "70000"],
        ["run", "--port", "many"],
        ["run", "--wor", "2"],
        ["run", "word"],
        ["manage"],
        ["bench", "no_such_benchmark"],
    ],
)
def test_a_word_that_is_not_known_gets_one_sentence_and_code_2(
    words: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as left:
        read(words)
    said = capsys.readouterr().err
    assert left.value.code == 2
    assert said.count("\n") == 1
    assert said.startswith(f"bin/{words[0]}: ")


@pytest.mark.parametrize("command", ["run", "test", "manage", "bench"])
def test_help_is_printed(command: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as left:
        read([command, "--help"])
    assert left.value.code == 0
    assert f"bin/{command}" in capsys.readouterr().out

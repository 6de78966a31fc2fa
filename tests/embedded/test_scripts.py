"""The shell scripts that people type: short, plain sh, and honest before anything is installed."""

import subprocess

import pytest

from embedded.options import ROOT

SCRIPTS = ["bin/run", "bin/test", "bin/manage", "bin/bench"]


def shell(*words: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(words, cwd="/", capture_output=True, text=True, check=False, timeout=60)


@pytest.mark.parametrize("script", [*SCRIPTS, "bin/bootstrap", ".ci/run"])
def test_a_script_is_plain_sh_of_fewer_than_60_lines(script: str) -> None:
    assert len((ROOT / script).read_text().splitlines()) < 60
    assert shell("sh", "-n", str(ROOT / script)).returncode == 0


@pytest.mark.parametrize("script", SCRIPTS)
def test_help_installs_nothing_and_exits_0(script: str) -> None:
    done = shell(str(ROOT / script), "--help")
    assert done.returncode == 0
    assert done.stderr == ""
    assert script in done.stdout


def test_an_unknown_option_exits_2_with_one_sentence() -> None:
    done = shell(str(ROOT / "bin/run"), "--bogus")
    assert done.returncode == 2
    assert done.stderr == "bin/run: unrecognized arguments: --bogus. Try bin/run --help.\n"


def test_an_old_python_is_told_of_in_one_sentence() -> None:
    done = shell("env", "PATH=/usr/bin/nowhere", "/bin/sh", "-c", f". {ROOT}/bin/bootstrap; find_python")
    assert done.returncode == 1
    assert done.stderr == "This needs Python 3.11 or newer: please install python3 and python3-pip.\n"


def test_missing_packages_without_sudo_are_told_of_in_one_sentence() -> None:
    pretend = "id() { echo 1000; }; sudo() { return 1; };"
    done = shell("/bin/sh", "-c", f". {ROOT}/bin/bootstrap; {pretend} install_system_packages chromium")
    assert done.returncode == 1
    assert done.stderr.count("\n") == 1
    assert "apt-get install -y --no-install-recommends chromium'" in done.stderr


def test_the_entry_point_names_its_jobs() -> None:
    done = shell(str(ROOT / "deploy/entrypoint"), "bogus")
    assert done.returncode == 2
    assert "web|worker|beat|migrate" in done.stderr

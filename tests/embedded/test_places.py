"""Where data and sockets go."""

import os
import stat
from pathlib import Path

import pytest

from embedded import places, surroundings
from embedded.options import Options
from embedded.servers import outside
from embedded.supervisor import claim
from embedded.trouble import Trouble


def test_a_long_socket_folder_becomes_a_short_private_one(tmp_path: Path) -> None:
    wanted = tmp_path / ("long" * 30)
    short = places.socket_folder(wanted)
    try:
        assert len(str(short)) < places.LONGEST_SOCKET_FOLDER
        assert stat.S_IMODE(short.stat().st_mode) == 0o700
        assert places.socket_folder(wanted) == short
    finally:
        short.rmdir()


def test_a_socket_folder_that_is_a_link_is_refused(tmp_path: Path) -> None:
    wanted = tmp_path / ("linked" * 30)
    short = places.socket_folder(wanted)
    short.rmdir()
    short.symlink_to(tmp_path)
    try:
        with pytest.raises(Trouble, match="Another account"):
            places.socket_folder(wanted)
    finally:
        short.unlink()


def test_in_roots_closed_folder_the_database_lives_elsewhere_and_is_forgotten_with_its_data(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(places, "is_root", lambda: True)
    tmp_path.chmod(0o700)
    first = places.postgres_home(tmp_path)
    assert first.parent == places.SYSTEM_HOME
    assert places.postgres_home(tmp_path) == first
    (tmp_path / "identity").unlink()
    assert places.postgres_home(tmp_path) != first


def test_an_ordinary_users_database_lives_in_the_data_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(places, "is_root", lambda: False)
    assert places.postgres_home(tmp_path) == tmp_path / "postgres"


def test_secrets_are_made_once_and_only_their_owner_reads_them(tmp_path: Path) -> None:
    made = surroundings.kept_secrets(tmp_path)
    assert surroundings.kept_secrets(tmp_path) == made
    assert all(len(secret) >= 50 for secret in made.values())
    assert len(set(made.values())) == 3
    assert stat.S_IMODE((tmp_path / "secrets.json").stat().st_mode) == 0o600


def test_a_data_folder_in_use_is_told_of_in_one_sentence(tmp_path: Path) -> None:
    options = Options(command="run", data=tmp_path / "var", port=8123)
    sentence = f"in use by bin/run on port 8123 .process {os.getpid()}.: stop it first"
    with claim(options), pytest.raises(Trouble, match=sentence):
        claim(options)
    claim(options).close()


def test_one_server_from_outside_is_not_enough(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DATABASE_URL", "postgresql:///pcp")
    monkeypatch.delenv("REDIS_URL", raising=False)
    with pytest.raises(Trouble, match="both"):
        outside()
    monkeypatch.setenv("REDIS_URL", "redis://localhost")
    assert outside()

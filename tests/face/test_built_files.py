"""The committed stylesheet, pictures and typeface are what their sources build, and nobody changed them by hand."""

import gzip
import hashlib
import json
from collections.abc import Iterable
from pathlib import Path

from django.conf import settings

FRONTEND = Path(settings.BASE_DIR) / "frontend"
STATIC = Path(settings.BASE_DIR) / "static"
LISTS = ("build.mjs", "package.json", "package-lock.json", "pictures.json", "pictures_to_find.json")


def fingerprint(root: Path, files: Iterable[Path]) -> str:
    """One hash over many files: each path and its bytes, in order of path (the same as frontend/build.mjs)."""
    total = hashlib.sha256()
    for path in sorted(file.relative_to(root).as_posix() for file in files):
        total.update(f"{path}\n".encode())
        total.update((root / path).read_bytes())
    return total.hexdigest()


def files_under(*folders: Path) -> list[Path]:
    return [file for folder in folders for file in folder.rglob("*") if file.is_file()]


def recorded() -> dict[str, str]:
    found: dict[str, str] = json.loads((STATIC / "css" / "build.json").read_text("utf-8"))
    return found


def test_the_build_was_made_from_these_sources() -> None:
    lists = [FRONTEND / name for name in LISTS]
    sources = [*files_under(FRONTEND / "scss", FRONTEND / "drawn"), *lists]
    assert fingerprint(FRONTEND, sources) == recorded()["sources"], "run `npm ci && npm run build` in frontend/"


def test_the_built_files_are_as_the_build_left_them() -> None:
    built = [STATIC / "css" / "pcp.css", STATIC / "img" / "pictures.svg", STATIC / "img" / "pictures.json"]
    assert (
        fingerprint(STATIC, [*built, *files_under(STATIC / "fonts", STATIC / "img" / "found")]) == recorded()["built"]
    )


def test_the_stylesheet_names_its_source() -> None:
    assert "frontend/scss" in (STATIC / "css" / "pcp.css").read_text("utf-8")[:120]


def test_every_picture_has_words_in_both_languages_a_source_and_a_licence() -> None:
    listed = json.loads((STATIC / "img" / "pictures.json").read_text("utf-8"))
    assert 600 <= len(listed) <= 800
    for name, about in listed.items():
        assert all(about[key].strip() for key in ("en", "cy", "source", "licence")), name


def test_every_picture_and_shape_of_the_interface_is_in_the_sprite() -> None:
    sprite = (STATIC / "img" / "pictures.svg").read_text("utf-8")
    listed = json.loads((STATIC / "img" / "pictures.json").read_text("utf-8"))
    shapes = [f"shape-{part}" for part in ("me", "people", "day", "home", "dreams", "health", "meeting", "money")]
    of_interface = [name for name, about in listed.items() if not about.get("found")]
    assert [name for name in [*of_interface, *shapes] if f'<symbol id="{name}"' not in sprite] == []


def test_every_picture_to_find_is_a_small_file_of_its_own_with_its_credit() -> None:
    listed = json.loads((STATIC / "img" / "pictures.json").read_text("utf-8"))
    to_find = {name for name, about in listed.items() if about.get("found")}
    assert {file.stem for file in (STATIC / "img" / "found").iterdir()} == to_find
    for name in to_find:
        drawn = (STATIC / "img" / "found" / f"{name}.svg").read_text("utf-8")
        assert f'<symbol id="{name}"' in drawn and "CC BY-SA 4.0" in drawn, name
        assert len(drawn) < 20_000, name


def test_one_idea_has_one_picture_and_one_picture_one_idea() -> None:
    """ux-accessibility section 4: the same word for the same thing for ever, and the same picture too."""
    ideas = {}
    for name in ("pictures.json", "pictures_to_find.json"):
        ideas |= json.loads((FRONTEND / name).read_text("utf-8"))
    places = [place for place, _en, _cy in ideas.values()]
    assert sorted({place for place in places if places.count(place) > 1}) == []


def test_the_first_page_is_light() -> None:
    """ux-accessibility section 5: at most 200 KB compressed without photos; these are its largest shared parts."""
    text = [STATIC / "css" / "pcp.css", STATIC / "img" / "pictures.svg", STATIC / "js" / "base.js"]
    fonts = list((STATIC / "fonts").glob("*-latin-[478]00-*.woff2"))
    size = sum(len(gzip.compress(file.read_bytes())) for file in text) + sum(file.stat().st_size for file in fonts)
    assert size < 150_000

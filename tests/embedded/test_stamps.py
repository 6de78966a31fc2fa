"""A step is left out only when nothing that it is made from has changed."""

from pathlib import Path

from embedded.options import ROOT
from embedded.stamps import Stamps, mark
from embedded.steps import Step, found, migrate


def test_a_mark_changes_with_a_name_a_content_and_a_word(tmp_path: Path) -> None:
    first = tmp_path / "one.po"
    first.write_text("bore da")
    marks = {mark([first]), mark([first], "another database")}
    first.write_text("nos da")
    marks.add(mark([first]))
    marks.add(mark([first.rename(tmp_path / "two.po")]))
    assert len(marks) == 4


def test_a_mark_does_not_depend_on_the_order_of_files(tmp_path: Path) -> None:
    files = [tmp_path / name for name in ("a", "b")]
    for path in files:
        path.write_text(path.name)
    assert mark(files) == mark(reversed(files))


def test_a_finished_step_is_left_out_until_its_mark_changes(tmp_path: Path) -> None:
    stamps = Stamps(tmp_path / "stamps")
    step = Step("migrate", "", (), "as it was")
    assert step.needed(stamps)
    stamps.put(step.name, step.made_from)
    assert not step.needed(stamps)
    assert Step("migrate", "", (), "changed").needed(stamps)


def test_a_finished_step_is_done_again_when_its_product_is_gone(tmp_path: Path) -> None:
    stamps = Stamps(tmp_path / "stamps")
    step = Step("static", "", (), "same", product=tmp_path / "staticfiles.json")
    stamps.put(step.name, step.made_from)
    assert step.needed(stamps)
    (tmp_path / "staticfiles.json").touch()
    assert not step.needed(stamps)


def test_another_database_needs_its_own_migration() -> None:
    assert migrate("one").made_from != migrate("two").made_from


def test_only_the_project_itself_is_looked_at() -> None:
    tops = {path.relative_to(ROOT).parts[0] for path in found("*/**/*.py")}
    assert "people" in tops
    assert not tops & {".venv", "var", ".tools"}

"""Words inside a drawing stay inside it, and none is lost."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plans.drawings.wrapping import letters_in, wrap, wrap_some


@given(st.text(max_size=300), st.integers(4, 40))
def test_no_line_is_wider_than_its_room_and_no_letter_is_lost(words: str, width: int) -> None:
    lines = wrap(words, width)
    assert all(letters_in(line) <= width for line in lines)
    assert "".join("".join(lines).split()) == "".join(words.split())


@given(st.text(max_size=300), st.integers(4, 40), st.integers(1, 6))
def test_some_lines_are_never_too_many_or_too_wide(words: str, width: int, most: int) -> None:
    lines = wrap_some(words, width, most)
    assert len(lines) <= most
    assert all(letters_in(line) <= width for line in lines)


@pytest.mark.parametrize(("words", "lines"), [("", []), ("one", ["one"]), ("one two three", ["one two", "three"])])
def test_lines_break_between_words(words: str, lines: list[str]) -> None:
    assert wrap(words, 7) == lines


def test_words_left_out_are_told_by_three_dots() -> None:
    assert wrap_some("one two three four", 7, 2) == ["one two", "three…"]
    assert wrap_some("one two", 7, 2) == ["one two"]

"""What can be heard on a page: each button that reads, the words that stand where it points, and what the server says."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from html.parser import HTMLParser

from django.test import Client

VOID = frozenset(["area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"])


@dataclass
class Node:
    tag: str
    attrs: dict[str, str]
    pieces: list[str | Node] = field(default_factory=list)

    def walk(self) -> Iterator[Node]:
        yield self
        for piece in self.pieces:
            if isinstance(piece, Node):
                yield from piece.walk()

    def words(self) -> Iterator[str]:
        """As static/js/base.js walks it: every word of every text, without buttons and pictures."""
        for piece in self.pieces:
            if isinstance(piece, str):
                yield from piece.split()
            elif piece.tag not in ("button", "svg"):
                yield from piece.words()


class _Tree(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.open = [Node("page", {})]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        node = Node(tag, {key: value or "" for key, value in attrs})
        self.open[-1].pieces.append(node)
        if tag not in VOID:
            self.open.append(node)

    def handle_endtag(self, tag: str) -> None:
        if tag in [node.tag for node in self.open]:
            while self.open.pop().tag != tag:
                pass

    def handle_data(self, data: str) -> None:
        self.open[-1].pieces.append(data)


@dataclass(frozen=True)
class Heard:
    """A button that reads: where its sound comes from, and the words that stand where it points."""

    sound: str
    targets: tuple[str, ...]
    shown: tuple[str, ...]


class Page:
    def __init__(self, client: Client, path: str) -> None:
        answer = client.get(path)
        assert answer.status_code == 200, f"{path}: {answer.status_code}"
        tree = _Tree()
        tree.feed(answer.content.decode())
        self.root, self.client, self.path = tree.open[0], client, path
        self.nodes = list(self.root.walk())
        ids = [node.attrs["id"] for node in self.nodes if "id" in node.attrs]
        assert len(ids) == len(set(ids)), {one for one in ids if ids.count(one) > 1}
        self.by_id = {node.attrs["id"]: node for node in self.nodes if "id" in node.attrs}

    @property
    def buttons(self) -> list[Heard]:
        found = []
        for node in self.nodes:
            if "data-read" in node.attrs:
                targets = [one for one in node.attrs["data-read"].split() if one in self.by_id]
                shown = [word for one in targets for word in self.by_id[one].words()]
                found.append(Heard(node.attrs.get("data-sound", ""), tuple(targets), tuple(shown)))
        return found

    @property
    def heard(self) -> set[str]:
        """The id of everything that some button reads, the server where the browser cannot."""
        return {target for button in self.buttons if button.sound for target in button.targets}

    @property
    def sounds(self) -> set[str]:
        return {button.sound for button in self.buttons}


Said = Callable[[Client, str], str]


def differs(page: Page, said: Said) -> list[str]:
    """Where the server says other words than those that stand there. A dot between two answers is not read."""
    wrong = [f"no sound for {button.targets}" for button in page.buttons if not button.sound]
    for button in page.buttons:
        if button.sound and button.shown:
            words = [word for word in said(page.client, button.sound).split() if word != "·"]
            shown = [re.sub(r"^[“\"]|[”\"]$", "", word) for word in button.shown if word not in ("·", "“", "”")]
            if [re.sub(r"^[“\"]|[”\"]$", "", word) for word in words] != shown:
                wrong.append(f"{page.path} {button.targets}: {' '.join(words)!r}, not {' '.join(shown)!r}")
    return wrong

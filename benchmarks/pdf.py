"""Goal 8: a six-page plan with three photos through our warm renderer, over naive WeasyPrint of the same HTML.

Naive means what a first version would do: the same page, photos, style sheet and PDF/UA-1 variant, with nothing
kept between prints. In `detail`: the same against photos as they were uploaded, a repeat print (a file read),
and the peak memory of a process that prints.
"""

from __future__ import annotations

import io
import multiprocessing
import os
import resource
import uuid
from collections.abc import Callable
from datetime import date
from typing import Any

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "pcp.settings")
django.setup()

import pikepdf
from django.template.loader import render_to_string
from django.utils import translation
from PIL import Image, ImageFilter

from benchmarks.measuring import interleaved, say, tell
from documents import rendering
from documents.photos import PAPER_SIDE

LIMIT = 0.8
PHOTOS = 3
CHAPTERS = (
    ("about_me", "All about me on one page"), ("my_people", "My circle"), ("my_day", "What works and what does not"),
)  # fmt: skip
WORDS = "I sing in the choir on Monday. I stand at the front, next to Max. Tea afterwards, two sugars, my blue cup."


def photo(pixels: int) -> bytes:
    """A picture with as much detail as a phone's photo, `pixels` wide."""
    noise = Image.effect_noise((pixels // 4, pixels * 3 // 16), 60).convert("RGB").resize((pixels, pixels * 3 // 4))
    out = io.BytesIO()
    noise.filter(ImageFilter.GaussianBlur(2)).save(out, "JPEG", quality=88)
    return out.getvalue()


def plan_html(ids: list[str]) -> str:
    """Three chapters of two pages through the templates that a plan is printed with."""

    def line(number: int) -> dict[str, Any]:
        return {
            "words": WORDS, "language": "en-gb", "photo": "", "description": "", "cells": [],
            "who": "Mum" if number % 4 == 3 else "", "voice": "family" if number % 4 == 3 else "me", "note": "",
        }  # fmt: skip

    chapters = []
    for number, (place, title) in enumerate(CHAPTERS):
        own = [line(each) for each in range(4)]
        lines = [line(3)]
        if number < PHOTOS:
            lines.append(line(0) | {"photo": ids[number], "description": "Me at the choir"})
        promises = [["Ask at the chapel", "Jo", "1 June 2026"], ["Buy a song book", "Mum", "4 June 2026"]]
        chapters.append(
            {"place": place, "place_name": title, "title": title, "people": [], "sections": [
                {"heading": "What matters to me", "own": own, "lines": lines, "promises": promises}]}
        )  # fmt: skip
    context = {
        "language": "en-gb", "title": "Sam’s plan", "name": "Sam", "for_whom": "Mum", "made_on": date(2026, 6, 1),
        "version": 3, "can_see": "Only Mum", "chapters": chapters,
    }  # fmt: skip
    with translation.override("en-gb"):
        return render_to_string("plans/prints/plan.html", context)


def files_of(pictures: dict[str, bytes]) -> dict[str, Callable[[], tuple[bytes, str]]]:
    return {key: (lambda content=content: (content, "image/jpeg")) for key, content in pictures.items()}


def naive(html: str, pictures: dict[str, bytes]) -> bytes:
    """WeasyPrint as its manual's first page has it, tagged, with the sheet read and parsed each time."""
    from weasyprint import CSS, HTML

    fetcher = rendering.OwnFiles(files_of(pictures))
    sheet = CSS(string=rendering._static(rendering.STYLESHEET)[0].decode(), url_fetcher=fetcher)
    return HTML(string=html, url_fetcher=fetcher).write_pdf(stylesheets=[sheet], pdf_variant="pdf/ua-1")


def ours(html: str, pictures: dict[str, bytes]) -> bytes:
    return rendering.render_pdf(html=html, language="en-gb", files=files_of(pictures))


def _peak_of_a_print(html: str, pictures: dict[str, bytes], queue: Any) -> None:
    for _ in range(3):
        ours(html, pictures)
    queue.put(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024)


def peak_memory(html: str, pictures: dict[str, bytes]) -> float:
    """Megabytes of a fresh process that prints the plan three times."""
    context = multiprocessing.get_context("spawn")
    queue = context.Queue()
    process = context.Process(target=_peak_of_a_print, args=(html, pictures, queue))
    process.start()
    megabytes = float(queue.get(timeout=120))
    process.join()
    return megabytes


def repeat_print(pdf: bytes) -> Callable[[], Any]:
    """What a second print costs: the row and the file."""
    from documents import actions, serving

    document = actions.ask_for_print(
        template="bench", template_version="1", language="en-gb", content_hash=actions.content_hash(str(uuid.uuid4()))
    )
    document = next(each for each in actions.claim_waiting(template="bench", limit=100) if each.pk == document.pk)
    actions.keep_rendered(document=document, pdf=pdf)
    document.refresh_from_db()
    return lambda: b"".join(serving.print_response(document, filename="plan.pdf").streaming_content)


def main() -> None:
    ids = [str(uuid.uuid4()) for _ in range(PHOTOS)]
    stored = dict.fromkeys(ids, photo(PAPER_SIDE))
    uploaded = dict.fromkeys(ids, photo(4000))
    html = plan_html(ids)
    pdf = ours(html, stored)
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        pages = len(opened.pages)
    say(f"{pages} pages, {len(pdf) / 1024:.0f} kB")
    taken = interleaved(
        {
            "ours": lambda: ours(html, stored),
            "naive": lambda: naive(html, stored),
            "naive_with_uploads": lambda: naive(html, uploaded),
        },
        times=2,
        rounds=5,
    )
    repeat = interleaved({"repeat": repeat_print(pdf)}, times=50)["repeat"]
    tell(
        "pdf",
        taken["ours"] / taken["naive"],
        "times naive WeasyPrint",
        LIMIT,
        {
            "pages": pages,
            **{f"{name}_ms": each for name, each in taken.items()},
            "over_naive_with_uploads": taken["ours"] / taken["naive_with_uploads"],
            "repeat_ms": repeat,
            "repeat_over_render": repeat / taken["ours"],
            "peak_memory_mb": peak_memory(html, stored),
            "ours_kb": len(pdf) / 1024,
            "naive_kb": len(naive(html, stored)) / 1024,
        },
    )


if __name__ == "__main__":
    main()

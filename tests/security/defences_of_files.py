"""Photos, sounds, prints, published figures and what lies on a device: what a careless change would take away there."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from tests.security.taking_away import NO_ROW_SECURITY, Copy, Defence, Do, Edit, Setting

MEDIA, PHOTOS = "tests/security/test_media.py", "tests/documents/test_photos.py"
RECORDINGS, PRINTING = "tests/documents/test_recordings.py", "tests/documents/test_rendering.py"
FIGURES, DEVICE = "tests/partnership_boards/test_disclosure_attacks.py", "tests/plans/test_saving_browser.py"
TABLES = "tests/security/test_addresses.py::test_nothing_is_handed_out_as_a_table_that_runs_formulas"
SCRIPT = "static/js/unsent.js"


def another_child(copy: Path) -> None:
    """Recordings are made by this program instead."""
    from documents.recordings import boxed

    boxed.CHILD = copy


def another_script(copy: Path) -> None:
    """The test server hands this script out instead."""
    from django.contrib.staticfiles import finders

    find = finders.find

    def found(path: str, *words: Any, **options: Any) -> Any:
        return str(copy) if path == "js/unsent.js" else find(path, *words, **options)

    finders.find = found


def a_list_as_csv() -> None:
    """Somebody's export begins to write CSV. Only what the guard reads of the file is changed."""
    read = Path.read_text

    def with_csv(self: Path, *words: Any, **options: Any) -> str:
        text = read(self, *words, **options)
        return (
            f"{text}\n\ndef as_a_list() -> None:\n    import csv\n"
            if self.parts[-2:] == ("plans", "export.py")
            else text
        )

    Path.read_text = with_csv


def any_address_in_a_print() -> None:
    """The fetcher that WeasyPrint brings along answers what ours does not know."""
    from weasyprint.urls import URLFetcher

    from documents import rendering

    def fetch(self: Any, url: str, headers: Any = None) -> Any:
        scheme, _, name = url.partition(":")
        if scheme == "file-id" and name in self._files:
            return rendering._response(url, *self._files[name]())
        if scheme == "static":
            return rendering._response(url, *rendering._static(name))
        return URLFetcher().fetch(url, headers)

    rendering.OwnFiles.fetch = fetch


OF_MEDIA = [
    Defence(
        "T-MEDIA", "a photo or a sound is fetched by its id without asking who may see it, and the database allows it",
        (Edit("plans/views/media.py", "item_with_media", "Item.objects.there_for(actor)", "Item.objects.all()"),
         NO_ROW_SECURITY),
        (f"{MEDIA}::test_bytes_go_to_whoever_reads_the_answer_and_to_nobody_else",),
    ),
    Defence(
        "T-MEDIA", "private bytes may be kept by a browser and a proxy on the way",
        (Edit("documents/serving.py", "_bytes_of", '"private, no-store"', '"max-age=3600"'),),
        (f"{MEDIA}::test_bytes_go_to_whoever_reads_the_answer_and_to_nobody_else",),
    ),
    Defence(
        "T-EXIF", "what a photo says of itself is kept when it is written anew, to keep which way up it is",
        (Edit("documents/photos.py", "_only_pixels", 'fresh.paste(image.convert("RGB"))',
              'fresh.paste(image.convert("RGB")); fresh.info = image.info'),
         Edit("documents/photos.py", "_jpeg", 'image.save(out, "JPEG",',
              'image.save(out, "JPEG", exif=image.info.get("exif", b""), icc_profile=image.info.get("icc_profile"),')),
        (f"{PHOTOS}::test_no_place_name_or_device_survives",),
    ),
    Defence(
        "T-EXIF", "what a sound says of itself is copied into the one that is made of it",
        (Copy("documents/recordings/child.py", "        sound, film = tracks(container, kind)\n        # A film",
              "        out.metadata.update(container.metadata)\n        sound, film = tracks(container, kind)\n        # A film",
              another_child),),
        (f"{RECORDINGS}::test_a_sound_is_made_anew_without_names_and_the_first_file_goes",),
    ),
    Defence(
        "T-UPLOAD", "any picture that can be opened is taken, whatever kind it is",
        (Edit("documents/photos.py", "_pixels", "formats=READABLE", "formats=None"),),
        (f"{PHOTOS}::test_what_is_no_whole_photo_is_refused_in_kind_words",),
    ),
    Defence(
        "T-UPLOAD", "pixels are not counted before a photo is read",
        (Setting("PHOTO_MAX_PIXELS", lambda _: 10**12),),
        (f"{PHOTOS}::test_what_is_no_whole_photo_is_refused_in_kind_words",),
    ),
    Defence(
        "T-UPLOAD", "a photo is kept as it came, and whatever hides behind its picture with it",
        (Edit("documents/photos.py", "clean_photo", "return CleanPhoto(_jpeg(picture),",
              "file.seek(0); return CleanPhoto(file.read(),"),),
        (f"{PHOTOS}::test_what_hides_behind_a_photo_is_left_behind",),
    ),
    Defence(
        "T-PDF", "a print fetches whatever its page asks for",
        (Do(any_address_in_a_print),), (f"{PRINTING}::test_any_other_address_stops_the_print_and_nothing_is_fetched",),
    ),
    Defence(
        "T-PDF", "what a drawing asked for in vain is not looked at afterwards",
        (Edit("documents/rendering.py", "render_pdf", "if own.refused:", "if False:"),),
        (f"{PRINTING}::test_a_drawing_among_the_photos_cannot_reach_out_either",),
    ),
    Defence("T-CSV", "a list is handed out as CSV, by an import within a function", (Do(a_list_as_csv),), (TABLES,)),
]  # fmt: skip
OF_FIGURES = [
    Defence(
        "T-DIFF", "figures are true counts to the nearest 5, without noise",
        (Edit("partnership_boards/disclosure.py", "noised", "count + noise(key) if count else 0", "count"),),
        (f"{FIGURES}::test_a_published_change_does_not_say_which_way_the_person_went",),
    ),
    Defence(
        "T-DIFF", "small counts are shown",
        (Edit("partnership_boards/disclosure.py", "shown", "count < SMALLEST_SHOWN or after < SMALLEST_SHOWN", "False"),),
        (f"{FIGURES}::test_every_small_true_count_is_hidden",),
    ),
    Defence(
        "T-DIFF", "only small counts are hidden, and no second one beside them, so that the sum gives them away",
        (Edit("partnership_boards/suppression.py", "Suppression.hide",
              "while self._protect_lines() or self._widen():", "while False:"),),
        (f"{FIGURES}::test_no_sum_has_a_single_hidden_figure",),
    ),
    Defence(
        "T-DIFF", "each table hides for itself, and not what another one hides",
        (Edit("partnership_boards/tables.py", "publish_together", "draft.published(hidden) for draft",
              "draft.published(draft.hide(set())) for draft"),),
        (f"{FIGURES}::test_a_figure_hidden_in_one_table_is_protected_in_every_other_table",),
    ),
    Defence(
        "T-DIFF", "a figure is not rounded",
        (Edit("partnership_boards/disclosure.py", "shown", "ROUND_TO * ((after + 2) // ROUND_TO)", "after"),),
        (f"{FIGURES}::test_subtracting_from_margins_never_finds_a_small_cell",
         f"{FIGURES}::test_one_person_more_or_less_changes_a_figure_by_one_rounding_step", FIGURES),
    ),
]  # fmt: skip
OF_DEVICES = [
    Defence(
        "T-LOST", "words and photos that wait on a device lie there as they are",
        (Copy(SCRIPT, 'box: await crypto.subtle.encrypt({ name: "AES-GCM", iv }, await key(), bytes)',
              "box: (await key(), bytes)", another_script),),
        (f"{DEVICE}::test_words_are_kept_locked_on_ones_own_device",
         "tests/plans/test_photos_waiting.py::test_a_photo_is_kept_locked_and_sent_from_another_page_after_the_browser_was_closed"),
    ),
    Defence(
        "T-LOST", "signing out leaves on the device what waited there",
        (Copy(SCRIPT, 'const wipe = () => asked(indexedDB.deleteDatabase("unsent")).catch(() => {});',
              "const wipe = async () => {};", another_script),
         Edit("people/middleware.py", "ActorMiddleware.__call__", '\'"cache", "storage"\'', '\'"cache"\'')),
        (f"{DEVICE}::test_signing_out_asks_and_wipes",
         f"{DEVICE}::test_a_device_signed_out_from_another_one_is_wiped_at_its_next_page"),
    ),
]  # fmt: skip
OF_FILES = [*OF_MEDIA, *OF_FIGURES, *OF_DEVICES]

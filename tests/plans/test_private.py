"""Just for me: one answer of a shared part that nobody else sees, counts, misses or can tell from nothing."""

from __future__ import annotations

import io
import re
import uuid
from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone
from PIL import Image

from documents.actions import store_photo
from people import actions as people_actions
from people import sharing
from people.actors import seeing_as
from people.enums import AuthorityKind, Level
from people.models import Slip
from people.policy import decide
from plans import actions, prints
from plans.actions import private
from plans.actions.taps import Pressed
from plans.models import Item, Note, Part, Suggestion
from plans.reading import read_part
from tests.documents.conftest import private_store  # noqa: F401  (a fixture)
from tests.scenarios import World

SECRET = "canary-for-sam-alone"
SHOWN = "I sing in the choir"


@pytest.fixture
def part(world: World) -> Part:
    """A part that Mum helps to write and Dev may look at."""
    part = actions.start_part(by=world.actor("sam"), plan=world.sam.plan, tool="one_page_profile")
    levels = {world.connections["mum"]: Level.HELP_WRITE, world.connections["dev"]: Level.SEE}
    sharing.set_levels(by=world.actor("sam"), person=world.sam, part_id=part.pk, levels=levels)
    return part


def say(world: World, part: Part, words: str, who: str = "sam", field: str = "important_to") -> Item:
    return actions.save_item(by=world.actor(who), part=part, field=field, operation=uuid.uuid4(), text=words).item


def hidden(world: World, part: Part, words: str = SECRET) -> Item:
    item = say(world, part, words)
    private.keep_to_myself(by=world.actor("sam"), item=item)
    return item


def seen_by(world: World, who: str, part: Part) -> list[str]:
    return [line.words for lines in read_part(world.actor(who), part).lines.values() for line in lines]


def test_the_person_and_nobody_else_reads_it(world: World, part: Part) -> None:
    say(world, part, SHOWN)
    item = hidden(world, part)
    assert SECRET in seen_by(world, "sam", part)
    for who in ("mum", "dev"):
        assert seen_by(world, who, part) == [SHOWN]
        assert not Item.objects.visible_to(world.actor(who)).filter(pk=item.pk).exists()
        assert not decide(world.actor(who), "plans.see_item", item)
    assert not Item.objects.visible_to(seeing_as(world.connections["gran"])).exists()


@pytest.mark.parametrize("who", ["mum", "dev"])
def test_a_reader_cannot_tell_a_part_with_a_hidden_answer_from_one_without(
    world: World, part: Part, sign_in, who: str
) -> None:
    say(world, part, SHOWN)
    client = sign_in(who)
    pages = (f"/part/{part.pk}/", f"/plan/{world.sam.pk}/", f"/api/v1/parts/{part.pk}", "/shared/")
    if who == "mum":
        pages += (f"/part/{part.pk}/important_to/",)
    before = [same(client.get(page).content.decode()) for page in pages]
    sharing_of = list(Slip.objects.order_by("pk").values_list("changed_at", flat=True))
    item = hidden(world, part)
    private.keep_to_myself(by=world.actor("sam"), item=say(world, part, "and this"))
    actions.take_out(by=world.actor("sam"), item=item)
    actions.bring_back(by=world.actor("sam"), item=item)
    assert [same(client.get(page).content.decode()) for page in pages] == before
    assert list(Slip.objects.order_by("pk").values_list("changed_at", flat=True)) == sharing_of


def same(page: str) -> str:
    """A page without what is new each time it is asked for: ids of operations to come, tokens, nonces."""
    page = re.sub(r'content="[A-Za-z0-9]{64}"|name="csrfmiddlewaretoken" value="[^"]+"|nonce="[^"]+"', "", page)
    return re.sub(r"[0-9a-f]{8}-[0-9a-f]{4}-[1-5][0-9a-f]{3}-[0-9a-f]{4}-[0-9a-f]{12}", "id", page)


def test_writing_what_is_just_for_me_moves_nothing_that_others_see(world: World, part: Part) -> None:
    item = hidden(world, part)
    long_ago = timezone.now() - timedelta(days=9)
    Slip.objects.update(changed_at=long_ago)
    Part.objects.filter(pk=part.pk).update(changed_at=long_ago)
    sam = world.actor("sam")
    actions.save_item(
        by=sam, part=part, field="important_to", operation=uuid.uuid4(), base_version=1, item_id=item.pk, text="more"
    )
    actions.take_out(by=sam, item=item)
    actions.bring_back(by=sam, item=item)
    actions.restore_version(by=sam, item=item, version=1)
    part.refresh_from_db()
    assert part.changed_at == long_ago and set(Slip.objects.values_list("changed_at", flat=True)) == {long_ago}
    private.let_them_see(by=sam, item=item)
    assert set(Slip.objects.values_list("changed_at", flat=True)) != {long_ago}
    assert SECRET in seen_by(world, "mum", part)


def test_answers_to_a_private_question_are_born_just_for_me(world: World) -> None:
    part = actions.start_part(by=world.actor("sam"), plan=world.sam.plan, tool="good_bad_day")
    levels = {world.connections["mum"]: Level.HELP_WRITE, world.connections["dev"]: Level.SEE}
    sharing.set_levels(by=world.actor("sam"), person=world.sam, part_id=part.pk, levels=levels)
    say(world, part, "I cry", field="bad_day")
    mums = say(world, part, "He cries", "mum", field="bad_day")
    say(world, part, "Toast", field="good_day")
    assert seen_by(world, "sam", part) == ["Toast", "I cry", "He cries"]
    for who in ("mum", "dev"):
        assert seen_by(world, who, part) == ["Toast"]
    # Mum is still on the page on which she wrote: it goes on saving.
    saved = actions.save_item(
        by=world.actor("mum"), part=part, field="bad_day", operation=uuid.uuid4(), base_version=1, item_id=mums.pk,
        text="He cries at noise",
    )  # fmt: skip
    assert saved.item.pk == mums.pk and saved.version == 2 and saved.item.only_me


def test_words_kept_beside_in_a_private_question_are_just_for_me(world: World) -> None:
    part = actions.start_part(by=world.actor("sam"), plan=world.sam.plan, tool="good_bad_day")
    sharing.set_levels(
        by=world.actor("sam"), person=world.sam, part_id=part.pk, levels={world.connections["dev"]: Level.SUGGEST}
    )
    idea = actions.suggest(
        by=world.actor("dev"), part=part, field="bad_day", text="Too much noise", operation=uuid.uuid4()
    )
    actions.keep_beside(by=world.actor("sam"), suggestion=idea)
    assert Item.objects.get().only_me


def test_a_helper_who_still_has_the_page_changes_nothing_and_loses_no_word(world: World, part: Part) -> None:
    item = hidden(world, part)
    saved = actions.save_item(
        by=world.actor("mum"), part=part, field="important_to", operation=uuid.uuid4(), base_version=1,
        item_id=item.pk, text="Mum's words",
    )  # fmt: skip
    item.refresh_from_db()
    assert item.text == SECRET and item.version == 1
    assert saved.item.pk != item.pk and saved.beside is None and not saved.item.only_me
    assert seen_by(world, "mum", part) == ["Mum's words"]


def test_two_versions_side_by_side_are_hidden_together(world: World, part: Part) -> None:
    item = say(world, part, SECRET)
    sam, mum = world.actor("sam"), world.actor("mum")
    for by, words in ((sam, "Sam's newer words"), (mum, "Mum's newer words")):
        actions.save_item(
            by=by, part=part, field="important_to", operation=uuid.uuid4(), base_version=1, item_id=item.pk, text=words
        )
    private.keep_to_myself(by=sam, item=Item.objects.get(beside__isnull=False))
    assert seen_by(world, "mum", part) == [] and Item.objects.filter(only_me=True).count() == 2


def test_a_move_by_a_helper_jumps_over_what_they_do_not_see(world: World, part: Part) -> None:
    first = say(world, part, "first")
    hidden(world, part)
    last = say(world, part, "last")
    actions.move_item(by=world.actor("mum"), item=last, up=True)
    assert seen_by(world, "mum", part) == ["last", "first"]
    actions.move_item(by=world.actor("mum"), item=last, up=True)
    assert seen_by(world, "sam", part) == ["last", SECRET, "first"]
    assert first.field == "important_to"


def test_a_helper_who_presses_other_pictures_lets_no_hidden_one_go(world: World, part: Part) -> None:
    sam, mum = world.actor("sam"), world.actor("mum")
    choices = {"music": "Music", "tea": "Tea"}
    actions.tap_choices(by=sam, part=part, field="important_to", choices=choices, on=["music"])
    item = Item.objects.get()
    private.keep_to_myself(by=sam, item=item)
    actions.tap_choices(by=mum, part=part, field="important_to", choices=choices, on=["tea"], off=[Pressed.of(item)])
    item.refresh_from_db()
    assert item.taken_out_at is None and seen_by(world, "mum", part) == ["Tea"]


def test_only_the_person_or_the_law_may_hide_or_open(world: World, part: Part, sign_in) -> None:
    item = say(world, part, SHOWN, "mum")
    with pytest.raises(PermissionDenied):
        private.keep_to_myself(by=world.actor("mum"), item=item)
    assert sign_in("mum").post(f"/item/{item.pk}/who-sees", {"who": "me"}).status_code == 403
    assert sign_in("stranger").post(f"/item/{item.pk}/who-sees", {"who": "me"}).status_code == 404
    assert not Item.objects.get().only_me


def test_the_two_buttons(world: World, part: Part, sign_in) -> None:
    item = say(world, part, SHOWN)
    client = sign_in("sam")
    client.post(f"/item/{item.pk}/who-sees", {"who": "me"})
    assert Item.objects.get().only_me
    assert SHOWN in client.get("/plan/just-for-me/").content.decode()
    answer = client.post(f"/item/{item.pk}/who-sees", {"who": "them", "back": "space"})
    assert answer["Location"] == "/plan/just-for-me/" and not Item.objects.get().only_me


def test_paper_for_others_leaves_it_out_and_mine_has_it(world: World, part: Part) -> None:
    say(world, part, SHOWN)
    hidden(world, part)
    mums = prints.canonical(prints.content_for(world.sam, world.connections["mum"], "en-gb"))
    mine = prints.canonical(prints.content_for(world.sam, None, "en-gb"))
    assert SHOWN in mums and SECRET not in mums and SECRET in mine


def test_what_is_just_for_me_is_offered_to_nothing(world: World) -> None:
    part = actions.start_part(by=world.actor("sam"), plan=world.sam.plan, tool="working_not_working")
    item = say(world, part, "The bus is too full", field="not_working")
    assert Suggestion.objects.open().exists()
    private.keep_to_myself(by=world.actor("sam"), item=item)
    assert not Suggestion.objects.open().exists()


# --- my private space ------------------------------------------------------------------------------------


def test_a_note_is_kept_once_and_read_by_its_writer_alone(world: World, part: Part, sign_in) -> None:
    client, operation = sign_in("sam"), str(uuid.uuid4())
    for _ in range(2):
        client.post("/plan/just-for-me/", {"operation": operation, "version": "0", "text": SECRET})
    note = Note.objects.get()
    assert SECRET in client.get("/plan/just-for-me/").content.decode()
    for who in ("mum", "dev", "attorney", "nia", "olu", "stranger"):
        assert not Note.objects.visible_to(world.actor(who)).exists()
    assert sign_in("mum").get("/plan/just-for-me/").status_code == 404
    assert sign_in("mum").post(f"/note/{note.pk}/", {"do": "out"}).status_code == 404
    assert SECRET not in prints.canonical(prints.content_for(world.sam, world.connections["mum"], "en-gb"))


def test_a_note_taken_out_comes_back_and_two_writers_lose_no_word(world: World, sign_in) -> None:
    sam = world.actor("sam")
    note = private.save_note(by=sam, plan=world.sam.plan, operation=uuid.uuid4(), text="one")
    for words in ("two", "three"):
        private.save_note(by=sam, plan=world.sam.plan, operation=note.pk, text=words, base_version=1)
    assert sorted(Note.objects.values_list("text", flat=True)) == ["three", "two"]
    client = sign_in("sam")
    client.post(f"/note/{note.pk}/", {"do": "out"})
    assert not Note.objects.kept().filter(pk=note.pk).exists()
    client.post(f"/note/{note.pk}/", {"do": "back"})
    assert Note.objects.kept().filter(pk=note.pk).exists()
    assert [event.text for event in note.history.order_by("pgh_id")] == ["one", "two", "two", "two"]


def test_a_note_cannot_be_given_to_anybody(world: World) -> None:
    note = private.save_note(by=world.actor("sam"), plan=world.sam.plan, operation=uuid.uuid4(), text=SECRET)
    with pytest.raises(PermissionDenied):
        sharing.give(by=world.actor("sam"), person=world.sam, connection=world.connections["mum"], part_ids=[note.pk])


# --- other doors to the same answers ------------------------------------------------------------------------


def test_whoever_acts_by_law_reads_of_it_what_they_typed_and_opens_nothing(world: World, part: Part, sign_in) -> None:
    """Not a child's parent either: authority is for decisions, and what somebody keeps to themself is none (ADR 0023)."""
    secret, sam, meg = hidden(world, part), world.actor("sam"), world.actor("attorney")
    people_actions.record_authority(
        by=sam, connection=world.connections["attorney"], kind=AuthorityKind.LPA_WELFARE, places=[part.place],
        scope_words="Health and welfare", starts_on=timezone.localdate(), reference="7000-0000-0002", seen=True,
    )  # fmt: skip
    shown = say(world, part, SHOWN)
    assert seen_by(world, "attorney", part) == [SHOWN]
    client = sign_in("attorney")
    assert SECRET not in client.get(f"/part/{part.pk}/").content.decode()
    assert client.get(f"/item/{secret.pk}/before/").status_code == 404
    assert client.post(f"/item/{secret.pk}/who-sees", {"who": "them"}).status_code == 404
    with pytest.raises(PermissionDenied):
        private.let_them_see(by=meg, item=secret)
    assert client.post(f"/item/{shown.pk}/who-sees", {"who": "me"}).status_code == 302
    assert seen_by(world, "attorney", part) == [] and Item.objects.get(pk=shown.pk).only_me
    Item.objects.filter(pk=shown.pk).update(typed_by=meg.user)
    assert seen_by(world, "attorney", part) == [SHOWN], "what they typed themself"
    assert SHOWN in client.get(f"/part/{part.pk}/").content.decode()
    actions.save_item(
        by=sam, part=part, field=shown.field, operation=uuid.uuid4(), text="My own words", item_id=shown.pk,
        base_version=Item.objects.get(pk=shown.pk).version,
    )  # fmt: skip
    assert seen_by(world, "attorney", part) == [], "changed by the person, the words are theirs"
    assert sorted(seen_by(world, "sam", part)) == sorted([SECRET, "My own words"])


def test_a_helper_goes_on_saving_on_the_page_on_which_they_wrote(world: World, sign_in) -> None:
    part = actions.start_part(by=world.actor("sam"), plan=world.sam.plan, tool="good_bad_day")
    sharing.set_levels(
        by=world.actor("sam"), person=world.sam, part_id=part.pk, levels={world.connections["mum"]: Level.HELP_WRITE}
    )
    client, key = sign_in("mum"), uuid.uuid4()
    form = {"part": str(part.pk), "field": "bad_day", "version": "0", "text": "Noise"}
    first = client.post(f"/item/{key}/", form, headers={"Accept": "application/json"})
    again = form | {"version": "1", "operation": str(uuid.uuid4()), "text": "Noise and rush"}
    second = client.post(f"/item/{key}/", again, headers={"Accept": "application/json"})
    assert (first.status_code, second.status_code, second.json()["version"]) == (200, 200, 2)
    assert Item.objects.get().text == "Noise and rush"
    assert "Noise" not in client.get(f"/part/{part.pk}/").content.decode()
    hide = Item.objects.get()
    assert client.get(f"/item/{hide.pk}/before/").status_code == 404


@pytest.mark.usefixtures("private_store")
def test_its_photo_is_nobody_elses(world: World, part: Part, sign_in) -> None:
    upload = io.BytesIO()
    Image.new("RGB", (20, 20), "teal").save(upload, "JPEG")
    upload.seek(0)
    picture = store_photo(upload=upload, description="Alex", by=world.actor("sam"))
    item = Item.objects.create(part=part, field="photo", kind="photo", photo=picture, text="Alex")
    assert sign_in("mum").get(f"/item/{item.pk}/photo").status_code == 200
    private.keep_to_myself(by=world.actor("sam"), item=item)
    assert sign_in("mum").get(f"/item/{item.pk}/photo").status_code == 404
    assert sign_in("sam").get(f"/item/{item.pk}/photo").status_code == 200


def test_undo_does_not_open_it(world: World, part: Part) -> None:
    item = hidden(world, part)
    sam = world.actor("sam")
    actions.save_item(
        by=sam, part=part, field="important_to", operation=(step := uuid.uuid4()), base_version=1, item_id=item.pk,
        text="other",
    )  # fmt: skip
    assert actions.undo_step(by=sam, part=part, operation=step)
    item.refresh_from_db()
    assert item.only_me and item.text == SECRET


@pytest.mark.parametrize(
    "address", ["/plan/just-for-me/", "/plan/play/", "/plan/take-away/", "/stop/", "/stop/?way=close"]
)
def test_the_pages_are_there_in_welsh(world: World, sign_in, address: str) -> None:
    client = sign_in("sam")
    english = client.get(address).content.decode()
    client.post("/language/", {"language": "cy"})
    welsh = client.get(address).content.decode()
    assert 'lang="cy"' in welsh and welsh != english


def test_every_form_of_the_private_space_bears_its_token(world: World, part: Part, sign_in) -> None:
    hidden(world, part)
    private.save_note(by=world.actor("sam"), plan=world.sam.plan, operation=uuid.uuid4(), text="a note")
    forms = sign_in("sam").get("/plan/just-for-me/").content.decode().split("<main")[1].split('<form method="post"')[1:]
    assert len(forms) >= 3 and all("csrfmiddlewaretoken" in form.split("</form>")[0] for form in forms)

"""People, parts, answers and suggestions. The declared tools have shapes of their own in `tools.py`."""

from __future__ import annotations

from django.urls import reverse
from django.utils.translation import gettext as _
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from api.serializers.base import Given, version, words
from people.enums import Level
from plans.enums import Agreed, HowWeKnow, ItemKind, Place, SuggestionKind, SuggestionState
from plans.models import Item
from plans.querysets import OWNER_LEVEL
from plans.shared_plan import title_of
from plans.tools.declaration import FieldKind

RECORDED = [ItemKind.SOUND.value, ItemKind.FILM.value]
LEVELS = {**{int(level): level.name.lower() for level in Level}, OWNER_LEVEL: "own"}


class Me(serializers.Serializer):
    """Who is asking, and what a program may do for them. `person` is whose own plan this is, if there is one."""

    name = serializers.CharField()
    language = serializers.CharField()
    person = serializers.UUIDField(allow_null=True)
    scopes = serializers.ListField(child=serializers.CharField(), allow_null=True)


class PersonShown(serializers.Serializer):
    """Somebody whom the reader may know of: no more than what they like to be called."""

    id = serializers.UUIDField()
    name = serializers.CharField()
    mine = serializers.BooleanField()


class PartShown(serializers.Serializer):
    """A part that the reader may see. `level` is what they may do in it: see, suggest, help_write or own."""

    id = serializers.UUIDField()
    person = serializers.UUIDField(source="plan_id")
    tool = serializers.CharField()
    title = serializers.SerializerMethodField()
    place = serializers.ChoiceField(Place)
    setting = serializers.CharField()
    level = serializers.SerializerMethodField()

    def get_title(self, part: object) -> str:
        return title_of(part)

    def get_level(self, part: object) -> str:
        return LEVELS[part.reader_level]


class RecordingShown(serializers.Serializer):
    """A recorded voice or a short film: how long it plays, and where it is read once it is ready."""

    kind = serializers.ChoiceField(RECORDED)
    seconds = serializers.IntegerField()
    ready = serializers.BooleanField()
    address = serializers.CharField()


class ItemShown(serializers.Serializer):
    """One answer. `said_by` is empty when the person said it; `version` is sent back with a change.

    `picture` is the idea of a picture that was pressed or found, by its name in our list of pictures. `photo` is the
    address of a photo, and `photo_words` what is said in its place. `only_me` is true for what the person keeps to themself: only its owner ever reads such a one.
    """

    id = serializers.UUIDField()
    part = serializers.UUIDField(source="part_id")
    question = serializers.CharField(source="field")
    kind = serializers.ChoiceField(ItemKind)
    text = serializers.CharField()
    cells = serializers.DictField(child=serializers.CharField())
    picture = serializers.SerializerMethodField()
    photo = serializers.SerializerMethodField()
    photo_words = serializers.SerializerMethodField()
    recording = serializers.SerializerMethodField()
    only_me = serializers.BooleanField()
    said_by = serializers.CharField(source="said_by_name")
    how_we_know = serializers.ChoiceField(HowWeKnow)
    agreed_by_me = serializers.ChoiceField(Agreed)
    language = serializers.CharField()
    version = serializers.IntegerField()
    beside = serializers.UUIDField(source="beside_id", allow_null=True)
    changed_at = serializers.DateTimeField()

    def get_picture(self, item: Item) -> str:
        return item.cells.get("choice") or item.cells.get("picture") or ""

    def get_photo(self, item: Item) -> str | None:
        return reverse("api_item_photo", args=[item.pk]) if item.photo_id else None

    def get_photo_words(self, item: Item) -> str:
        return item.photo.description if item.photo else ""

    @extend_schema_field(RecordingShown(allow_null=True))
    def get_recording(self, item: Item) -> dict[str, object] | None:
        kept = item.recording
        if kept is None:
            return None
        address = reverse("api_item_recording", args=[item.pk])
        return {"kind": kept.kind.lower(), "seconds": kept.seconds, "ready": kept.is_ready, "address": address}


class LineShown(serializers.Serializer):
    """An answer as it is read: its words, how they came here, and other versions that wait for a choice."""

    item = ItemShown()
    words = serializers.CharField()
    note = serializers.CharField()
    other_versions = serializers.SerializerMethodField()

    @extend_schema_field(ItemShown(many=True))
    def get_other_versions(self, line: object) -> list[dict[str, object]]:
        return [dict(ItemShown(other.item).data) for other in line.others]


class SectionShown(serializers.Serializer):
    """One question, as this reader is asked it, and what was said."""

    question = serializers.CharField(source="question.key")
    takes = serializers.ChoiceField([each.value for each in FieldKind], source="question.kind.value")
    ask = serializers.CharField()
    heading = serializers.CharField(source="question.heading")
    answers = LineShown(many=True, source="lines")


class OnARing(serializers.Serializer):
    """Somebody on the rings of a circle part, 1 the closest."""

    id = serializers.UUIDField()
    name = serializers.CharField()
    ring = serializers.IntegerField()


class PartRead(serializers.Serializer):
    """A part with its questions and answers, and the people on its rings where it has rings."""

    part = PartShown()
    mine = serializers.BooleanField()
    credit = serializers.CharField(source="tool.credit")
    questions = SectionShown(many=True, source="sections")
    people = OnARing(many=True)


class ItemNew(Given):
    """A new answer. `operation` becomes its id, so that the same save sent twice is kept once."""

    operation = serializers.UUIDField()
    question = serializers.CharField(max_length=40)
    text = words(required=False, allow_blank=True)
    cells = serializers.DictField(child=words(allow_blank=True), required=False)
    for_me = serializers.BooleanField(default=False)


class ItemChange(Given):
    """Other words for an answer, made from the version `base_version`."""

    operation = serializers.UUIDField()
    base_version = version()
    text = words(required=False, allow_blank=True)
    cells = serializers.DictField(child=words(allow_blank=True), required=False)
    for_me = serializers.BooleanField(default=False)


@extend_schema_field(OpenApiTypes.BINARY)
class SentFile(serializers.FileField):
    """A file of a form. One with nothing in it is told by the same words as on the page."""


class MediaNew(Given):
    """An answer that is a photo, a sound or a film, sent as a form. `operation` becomes its id.

    With `item` it is put with an answer of this question that is there already; `version` is that answer as you read it.
    """

    operation = serializers.UUIDField()
    question = serializers.CharField(max_length=40)
    kind = serializers.ChoiceField([ItemKind.PHOTO.value, *RECORDED])
    file = SentFile(allow_empty_file=True)
    words = words(long=False, required=False, allow_blank=True, default="")
    for_me = serializers.BooleanField(default=False)
    item = serializers.UUIDField(required=False)
    version = version(required=False)

    def validate(self, sent: dict[str, object]) -> dict[str, object]:
        if ("item" in sent) != ("version" in sent):
            raise serializers.ValidationError(_("Send item and version together."))
        return sent


class Clash(serializers.Serializer):
    """Somebody saved first. Both versions are kept, side by side, until the person chooses."""

    message = serializers.CharField()
    theirs = ItemShown()
    yours = ItemShown()


class PartStart(Given):
    """Start a part of one's own plan."""

    tool = serializers.CharField(max_length=40)
    setting = serializers.CharField(max_length=80, required=False, allow_blank=True, default="")


class SuggestionShown(serializers.Serializer):
    """Words offered to a question of a part, by somebody or by another part of the plan."""

    id = serializers.UUIDField()
    part = serializers.UUIDField(source="part_id")
    question = serializers.CharField(source="field")
    kind = serializers.ChoiceField(SuggestionKind)
    text = serializers.CharField()
    said_by = serializers.CharField(source="said_by_name")
    state = serializers.SerializerMethodField()
    created_at = serializers.DateTimeField()

    def get_state(self, suggestion: object) -> str:
        """Nobody is told of a no: to whoever suggested it, an answered suggestion only reads as answered."""
        asker = self.context["actor"]
        open_or_own = suggestion.state == SuggestionState.OPEN or asker.is_person(suggestion.part.plan.person)
        return str(suggestion.state) if open_or_own else "answered"


class SuggestionNew(Given):
    """Words for somebody's plan, in one's own voice."""

    operation = serializers.UUIDField()
    question = serializers.CharField(max_length=40)
    text = words()


class SuggestionAnswer(Given):
    """Yes (`accepted`, in other words with `text`), keep it beside mine, or no."""

    answer = serializers.ChoiceField([state for state in SuggestionState.values if state != SuggestionState.OPEN])
    text = words(required=False, allow_blank=True, default="")

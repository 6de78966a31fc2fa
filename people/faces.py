"""Somebody as a page draws them: a name, the frame of their voice, a picture, and the job of somebody paid."""

from __future__ import annotations

from dataclasses import dataclass

from django.urls import reverse

from people.enums import Voice
from people.models import Connection, Person


@dataclass(frozen=True)
class Face:
    """What `{% face %}` and `{% who %}` take (docs/look.md)."""

    name: str
    voice: str
    face: int = 0
    photo_url: str = ""
    job: str = ""


def face_of(connection: Connection) -> Face:
    """The face of somebody in a circle. Paid people and advocates always show their job."""
    photo_url = reverse("connection_photo", args=[connection.pk]) if connection.photo_id else ""
    job = connection.relationship if connection.voice in (Voice.PAID, Voice.ADVOCATE) else ""
    return Face(connection.name, connection.voice, connection.face, photo_url, job)


def face_of_person(person: Person) -> Face:
    """The drawn face of the person whose plan it is, in their own frame."""
    return Face(person.preferred_name, Voice.ME, person.face)

from django.urls import URLPattern, URLResolver, path

from plans.views import aloud, picture_answers

urlpatterns: list[URLPattern | URLResolver] = [
    path("plan/start/<slug:tool>/another/read", aloud.another_aloud, name="another_aloud"),
    path("pictures/", picture_answers.find_picture, name="find_picture"),
    path("part/<uuid:part_id>/<slug:field>/read", aloud.question_aloud, name="question_aloud"),
    path("part/<uuid:part_id>/person/<uuid:connection_id>/read", aloud.ring_person_aloud, name="ring_person_aloud"),
    path("item/<uuid:item_id>/read", aloud.item_aloud, name="item_aloud"),
    path("item/<uuid:item_id>/before/<int:version>/read", aloud.version_aloud, name="version_aloud"),
    path("wish/<uuid:outcome_id>/read", aloud.wish_aloud, name="wish_aloud"),
    path("suggestion/<uuid:suggestion_id>/read", aloud.suggestion_aloud, name="suggestion_aloud"),
    path("note/<uuid:note_id>/read", aloud.note_aloud, name="note_aloud"),
]

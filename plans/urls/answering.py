from django.urls import URLPattern, URLResolver, path

from plans.views import aloud, picture_answers

urlpatterns: list[URLPattern | URLResolver] = [
    path("pictures/", picture_answers.find_picture, name="find_picture"),
    path("part/<uuid:part_id>/<slug:field>/read", aloud.question_aloud, name="question_aloud"),
    path("item/<uuid:item_id>/read", aloud.item_aloud, name="item_aloud"),
]

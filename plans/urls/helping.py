from django.urls import URLPattern, URLResolver, path

from plans.views import ask, play, private, take_away

urlpatterns: list[URLPattern | URLResolver] = [
    path("plan/just-for-me/", private.my_space, name="my_space"),
    path("plan/play/", play.play, name="play"),
    path("plan/play/show/", play.play_show, name="play_show"),
    path("plan/take-away/", take_away.take_away, name="take_away"),
    path("plan/take-away/<uuid:copy_id>/", take_away.copy_file, name="take_away_file"),
    path("note/<uuid:note_id>/", private.note, name="note"),
    path("item/<uuid:item_id>/who-sees", private.who_sees, name="who_sees"),
    path("part/<uuid:part_id>/<slug:field>/ask/", ask.ask, name="ask"),
    path("asked/<uuid:asked_id>/stop", ask.stop, name="stop_asking"),
]

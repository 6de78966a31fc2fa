from django.urls import URLPattern, URLResolver, path

from people.views import circle, council, member

urlpatterns: list[URLPattern | URLResolver] = [
    path("council/", council.ask_council, name="ask_council"),
    path("circle/", circle.circle, name="circle"),
    path("circle/add/", circle.add_to_circle, name="add_to_circle"),
    path("circle/not-again/", circle.not_asked_again, name="not_asked_again"),
    path("circle/<uuid:connection_id>/", circle.connection, name="connection"),
    path("circle/<uuid:connection_id>/edit/", circle.edit_connection, name="edit_connection"),
    path("circle/<uuid:connection_id>/photo/", circle.connection_photo, name="connection_photo"),
    path("circle/<uuid:connection_id>/invite/", circle.invite, name="invite"),
    path("circle/<uuid:connection_id>/take-off/", circle.take_off, name="take_off"),
    path("circle/<uuid:connection_id>/has-died/", circle.has_died, name="has_died"),
    path("circle/<uuid:connection_id>/leave/", member.leave_circle, name="leave_circle"),
    path("invitation/<str:code>/", member.invitation, name="invitation"),
    path("shared/", member.shared_with_me, name="shared_with_me"),
    path("stop/", member.stop_for_now, name="stop_for_now"),
    path("help/ask/", member.ask_for_help, name="ask_for_help"),
]

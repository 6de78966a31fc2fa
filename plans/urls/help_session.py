from django.urls import URLPattern, URLResolver, path

from plans.views import help_session

urlpatterns: list[URLPattern | URLResolver] = [
    path("help-to-write/", help_session.offer_help, name="offer_help"),
    path("help-to-write/<uuid:help_id>/", help_session.answer_help, name="answer_help"),
    path("help-to-write/<uuid:help_id>/end/", help_session.end_help, name="end_help"),
]

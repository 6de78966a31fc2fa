"""My meetings: `meetings/…`."""

from django.urls import URLPattern, URLResolver, path

from reviews.views import cards, meeting, meetings, wall

urlpatterns: list[URLPattern | URLResolver] = [
    path("meetings/", meetings.meetings, name="meetings"),
    path("meetings/ask/", meetings.ask_for_meeting, name="ask_for_meeting"),
    path("meetings/cards/<uuid:view_id>/", cards.card, name="meeting_card"),
    path("meetings/promises/<uuid:promise_id>/", cards.close_promise, name="meeting_promise"),
    path("meetings/<uuid:review_id>/", meeting.meeting, name="meeting"),
    path("meetings/<uuid:review_id>/not-now/", meetings.not_now, name="meeting_not_now"),
    path("meetings/<uuid:review_id>/when/", meeting.when, name="meeting_when"),
    path("meetings/<uuid:review_id>/who/", meeting.who, name="meeting_who"),
    path("meetings/<uuid:review_id>/how/", meeting.how, name="meeting_how"),
    path("meetings/<uuid:review_id>/answer/", meeting.answer, name="meeting_answer"),
    path("meetings/<uuid:review_id>/held/", meeting.held, name="meeting_held"),
    path("meetings/<uuid:review_id>/end/", meeting.end, name="meeting_end"),
    path("meetings/<uuid:review_id>/promise/", cards.new_promise, name="meeting_new_promise"),
    path("meetings/<uuid:review_id>/sheets/<slug:sheet>/", cards.sheet, name="meeting_sheet"),
    path("meetings/<uuid:review_id>/wall/", wall.wall, name="meeting_wall"),
    path("meetings/<uuid:review_id>/wall/<slug:step>/cards/", wall.wall_cards, name="meeting_wall_cards"),
]

from django.urls import URLPattern, URLResolver, path

from partnership_boards import views

urlpatterns: list[URLPattern | URLResolver] = [
    path("boards/", views.boards, name="boards"),
    path("boards/<uuid:board_id>/", views.board, name="board"),
    path("boards/<uuid:board_id>/purpose/", views.publish_purpose, name="publish_purpose"),
    path("boards/<uuid:board_id>/do/", views.add_board_action, name="add_board_action"),
    path("boards/<uuid:board_id>/reply/", views.reply_to_people, name="reply_to_people"),
    path("boards/<uuid:board_id>/report/", views.make_report, name="make_report"),
    path("boards/do/<uuid:action_id>/", views.board_action, name="board_action"),
    path("boards/report/<uuid:report_id>/", views.board_report, name="board_report"),
    path("boards/draft/<uuid:period_id>/", views.report_draft, name="report_draft"),
]

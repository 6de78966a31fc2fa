from django.urls import URLPattern, URLResolver, path

from partnership_boards import path_views, views

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
    path("boards/<uuid:board_id>/path/", path_views.start_board_path, name="start_board_path"),
    path("boards/path/<uuid:path_id>/", path_views.board_path, name="board_path"),
    path("boards/path/<uuid:path_id>/about/", path_views.board_path_about, name="board_path_about"),
    path("boards/path/<uuid:path_id>/write/<slug:kind>/", path_views.board_path_step, name="board_path_step"),
    path("boards/path/<uuid:path_id>/publish/", path_views.publish_board_path, name="publish_board_path"),
    path("boards/path/<uuid:path_id>/review/", path_views.board_path_review, name="board_path_review"),
    path("boards/path/<uuid:path_id>/paper/", path_views.board_path_print, name="board_path_print"),
    path("boards/path/words/<uuid:words_id>/", path_views.board_path_entry, name="board_path_entry"),
    path("boards/path/words/<uuid:words_id>/out/", path_views.board_path_take_out, name="board_path_take_out"),
    path("boards/path/words/<uuid:words_id>/plan/", path_views.board_path_to_plan, name="board_path_to_plan"),
]

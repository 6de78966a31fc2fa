from django.urls import URLPattern, URLResolver, path

from plans.views import decisions, support, support_writing

urlpatterns: list[URLPattern | URLResolver] = [
    path("support-plan/", support.my_support_plan, name="my_support_plan"),
    path("support-plan/start/<uuid:person_id>/", support.start_support_plan, name="start_support_plan"),
    path("support-plan/copy/<uuid:snapshot_id>/", support.sent_copy, name="sent_copy"),
    path("support-plan/<uuid:support_plan_id>/", support.support_plan, name="support_plan"),
    path("support-plan/<uuid:support_plan_id>/not-agree/", support.disagree, name="disagree"),
    path("support-plan/<uuid:support_plan_id>/offer/", support.offers, name="offer_to_support_plan"),
    path(
        "support-plan/<uuid:support_plan_id>/entry/<uuid:entry_id>/take-out/",
        support.take_back_entry,
        name="take_back_entry",
    ),
    path("support-plan/<uuid:support_plan_id>/need/", support_writing.write_need, name="new_need"),
    path("support-plan/<uuid:support_plan_id>/need/<uuid:need_id>/", support_writing.write_need, name="need"),
    path(
        "support-plan/<uuid:support_plan_id>/need/<uuid:need_id>/take-out/",
        support_writing.take_out_need,
        name="take_out_need",
    ),
    path("support-plan/<uuid:support_plan_id>/write/<slug:sheet>/", support_writing.write_sheet, name="write_sheet"),
    path("support-plan/<uuid:support_plan_id>/yes/<str:transition>/", support.say_second_yes, name="say_second_yes"),
    path("support-plan/<uuid:support_plan_id>/<str:transition>/", support.move_support_plan, name="move_support_plan"),
    path("decisions/", decisions.decisions, name="decisions"),
    path("decisions/<uuid:snapshot_id>/", decisions.sign_off, name="sign_off"),
]

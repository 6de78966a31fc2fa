from django.urls import URLPattern, URLResolver, path

from plans.views import another, items, media, outcomes, parts, people_on_rings, plan_about, questions, undo, week_hours

urlpatterns: list[URLPattern | URLResolver] = [
    path("plan/", parts.my_plan, name="my_plan"),
    path("plan/start/<slug:tool>/", parts.start_part, name="start_part"),
    path("plan/start/<slug:tool>/another/", another.start_another, name="start_another"),
    path("plan/about/", plan_about.plan_about, name="plan_about"),
    path("plan/taken-out/", items.taken_out, name="taken_out"),
    path("plan/<uuid:person_id>/", parts.plan, name="plan"),
    path("plan/<uuid:person_id>/place/<slug:place>/", parts.place, name="place"),
    path("part/<uuid:part_id>/", parts.part, name="part"),
    path("part/<uuid:part_id>/state", parts.part_state, name="part_state"),
    path("part/<uuid:part_id>/new-wish", outcomes.new_outcome, name="new_outcome"),
    path("part/<uuid:part_id>/undo/", undo.undo, name="undo"),
    path("part/<uuid:part_id>/person/<uuid:connection_id>/", people_on_rings.ring_person, name="ring_person"),
    path("part/<uuid:part_id>/week-hours", week_hours.week_hours, name="week_hours"),
    path("part/<uuid:part_id>/<slug:field>/", questions.question, name="question"),
    path("item/<uuid:item_id>/", items.item, name="item"),
    path("item/<uuid:item_id>/photo", media.photo, name="photo"),
    path("item/<uuid:item_id>/before/", items.item_history, name="item_history"),
    path("item/<uuid:item_id>/choose", items.choose_version, name="choose_version"),
    path("item/<uuid:item_id>/bring-back", items.bring_back, name="bring_back"),
    path("suggestion/<uuid:suggestion_id>/", items.answer_suggestion, name="answer_suggestion"),
    path("wish/<uuid:outcome_id>/", outcomes.outcome, name="outcome"),
    path("wish/<uuid:outcome_id>/change/", outcomes.change_outcome, name="change_outcome"),
    path("wish/<uuid:outcome_id>/in-the-way/", outcomes.in_the_way, name="in_the_way"),
    path("wish/<uuid:outcome_id>/promise/", outcomes.new_promise, name="new_promise"),
    path("wish/<uuid:outcome_id>/now/", outcomes.tell_change, name="tell_change"),
    path("what-changed/<uuid:change_id>/photo", outcomes.change_photo, name="change_photo"),
    path("promise/<uuid:action_id>/", outcomes.close_promise, name="close_promise"),
]

from django.urls import URLPattern, URLResolver, include, path
from drf_spectacular.views import SpectacularAPIView

from api.views import budgets, items, me, media, outcomes, parts, reviews, sharing, support, tokens

v1: list[URLPattern | URLResolver] = [
    path("me", me.MeView.as_view(), name="api_me"),
    path("tools", me.ToolsView.as_view(), name="api_tools"),
    path("people", me.PeopleView.as_view(), name="api_people"),
    path("people/<uuid:person_id>/parts", parts.PartsView.as_view(), name="api_parts"),
    path("people/<uuid:person_id>/suggestions", parts.SuggestionsView.as_view(), name="api_suggestions"),
    path("people/<uuid:person_id>/outcomes", outcomes.OutcomesView.as_view(), name="api_outcomes"),
    path("people/<uuid:person_id>/promises", outcomes.PromisesView.as_view(), name="api_promises"),
    path("people/<uuid:person_id>/slips", sharing.SlipsView.as_view(), name="api_slips"),
    path("people/<uuid:person_id>/support-plans", support.SupportPlansView.as_view(), name="api_support_plans"),
    path("parts/<uuid:part_id>", parts.PartView.as_view(), name="api_part"),
    path("parts/<uuid:part_id>/items", items.PartItemsView.as_view(), name="api_part_items"),
    path("parts/<uuid:part_id>/media", media.PartMediaView.as_view(), name="api_part_media"),
    path("parts/<uuid:part_id>/suggestions", parts.PartSuggestionsView.as_view(), name="api_part_suggestions"),
    path("parts/<uuid:part_id>/outcomes", outcomes.PartOutcomesView.as_view(), name="api_part_outcomes"),
    path("parts/<uuid:part_id>/door", sharing.PartDoorView.as_view(), name="api_part_door"),
    path("items/<uuid:item_id>", items.ItemView.as_view(), name="api_item"),
    path("items/<uuid:item_id>/photo", media.ItemPhotoView.as_view(), name="api_item_photo"),
    path("items/<uuid:item_id>/recording", media.ItemRecordingView.as_view(), name="api_item_recording"),
    path("items/<uuid:item_id>/take-out", items.ItemTakeOutView.as_view(), name="api_item_take_out"),
    path("items/<uuid:item_id>/bring-back", items.ItemBringBackView.as_view(), name="api_item_bring_back"),
    path("suggestions/<uuid:suggestion_id>/answer", parts.SuggestionAnswerView.as_view(), name="api_suggestion_answer"),
    path("outcomes/<uuid:outcome_id>", outcomes.OutcomeView.as_view(), name="api_outcome"),
    path("outcomes/<uuid:outcome_id>/take-out", outcomes.OutcomeTakeOutView.as_view(), name="api_outcome_take_out"),
    path("outcomes/<uuid:outcome_id>/barriers", outcomes.BarriersView.as_view(), name="api_barriers"),
    path("outcomes/<uuid:outcome_id>/changes", outcomes.ChangesView.as_view(), name="api_changes"),
    path("outcomes/<uuid:outcome_id>/promises", outcomes.OutcomePromisesView.as_view(), name="api_outcome_promises"),
    path("promises/<uuid:promise_id>/close", outcomes.PromiseCloseView.as_view(), name="api_promise_close"),
    path("slips/<uuid:slip_id>/tear", sharing.SlipTearView.as_view(), name="api_slip_tear"),
    path("support-plans/<uuid:support_plan_id>", support.SupportPlanView.as_view(), name="api_support_plan"),
    path("support-plans/<uuid:support_plan_id>/budget", budgets.BudgetView.as_view(), name="api_budget"),
    path("people/<uuid:person_id>/meetings", reviews.MeetingsView.as_view(), name="api_meetings"),
    path("meetings/<uuid:review_id>", reviews.MeetingView.as_view(), name="api_meeting"),
    path("meetings/<uuid:review_id>/cards", reviews.CardsView.as_view(), name="api_cards"),
]

urlpatterns: list[URLPattern | URLResolver] = [
    # The schema holds no data, so it is open to whoever writes a program.
    path("schema", SpectacularAPIView.as_view(), name="api_schema"),
    path("tokens/", tokens.tokens, name="tokens"),
    path("tokens/<uuid:token_id>/stop/", tokens.stop, name="stop_token"),
    path("v1/", include(v1)),
]

from django.urls import URLPattern, URLResolver, path

from plans.views import looking, overrides

urlpatterns: list[URLPattern | URLResolver] = [
    path("staff/why/<uuid:person_id>/", looking.say_why, name="say_why"),
    path("staff/odd-looks/", looking.odd_looks, name="odd_looks"),
    path("staff/by-law/", overrides.overrides, name="overrides"),
    path("staff/by-law/ask/", overrides.ask_to_open, name="ask_to_open"),
    path("staff/by-law/<uuid:override_id>/", overrides.access_override, name="access_override"),
    path("staff/by-law/<uuid:override_id>/<slug:step>/", overrides.override_step, name="override_step"),
    path("opened-by-law/<uuid:override_id>/", overrides.opened_by_law, name="opened_by_law"),
]

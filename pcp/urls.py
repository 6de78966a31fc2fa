"""The site's table of contents."""

from django.urls import include, path

from pcp import views, views_start

urlpatterns = [
    path("", views.home, name="home"),
    path("live", views.live, name="live"),
    path("ready", views.ready, name="ready"),
    path("help", views.ask_for_help, name="help"),
    path("about", views.about, name="about"),
    path("components", views.components, name="components"),
    path("start/", views_start.start, name="start"),
    path("start/look/", views_start.start_look, name="start_look"),
    path("start/helper/", views_start.start_helper, name="start_helper"),
    path("", include("plans.urls")),
    path("", include("people.urls")),
    path("", include("reviews.urls")),
    path("", include("budgets.urls")),
    path("", include("safeguarding.urls")),
    path("", include("rights.urls")),
    path("", include("partnership_boards.urls")),
    path("", include("my_data.urls")),
    path("api/", include("api.urls")),
]

handler403 = "pcp.views.not_allowed"
handler404 = "pcp.views.not_here"
handler500 = "pcp.views.resting"

from django.urls import URLPattern, URLResolver, path

from plans.views import check_up, seeing, sharing

urlpatterns: list[URLPattern | URLResolver] = [
    path("who-can-see/", sharing.who_can_see, name="who_can_see"),
    path("who-can-see/close/", sharing.close_circle, name="close_circle"),
    path("who-can-see/close/undo", sharing.undo_close_circle, name="undo_close_circle"),
    path("who-can-see/again/", check_up.sharing_again, name="sharing_again"),
    path("who-can-see/one-by-one/", check_up.check_up, name="check_up"),
    path("who-can-see/one-by-one/done/", check_up.check_up_done, name="check_up_done"),
    path("who-can-see/one-by-one/<uuid:connection_id>/", check_up.check_up_person, name="check_up_person"),
    path("who-can-see/<uuid:connection_id>/", sharing.who_can_see_person, name="who_can_see_person"),
    path("who-can-see/<uuid:connection_id>/undo", check_up.undo_stop_seeing, name="undo_stop_seeing"),
    path("who-can-see/<uuid:connection_id>/stop/<uuid:slip_id>/", check_up.stop_seeing, name="stop_seeing"),
    path("part/<uuid:part_id>/who-can-see", sharing.part_sharing, name="part_sharing"),
    path("part/<uuid:part_id>/who-can-see/undo", sharing.undo_sharing, name="undo_sharing"),
    path("see-as/<uuid:connection_id>/", seeing.see_as, name="see_as"),
    path("see-as/<uuid:connection_id>/<uuid:part_id>/", seeing.see_as_part, name="see_as_part"),
    path("who-looked/", seeing.who_looked, name="who_looked"),
    path("who-looked/<int:entry_id>/", seeing.unexpected_look, name="unexpected_look"),
]

from django.urls import URLPattern, URLResolver, path

from rights.views import advocate, mine, staff, talking

urlpatterns: list[URLPattern | URLResolver] = [
    path("rights/", mine.my_rights, name="my_rights"),
    path("rights/who-decides/", mine.my_deciders, name="my_deciders"),
    path("rights/ahead/<uuid:decision_id>/withdraw/", mine.withdraw_advance, name="withdraw_advance"),
    path("rights/decisions/", mine.my_decisions, name="my_decisions"),
    path("rights/decisions/<uuid:capacity_id>/", mine.capacity_record, name="capacity_record"),
    path("rights/best/<uuid:decision_id>/", mine.best_interests, name="best_interests"),
    path("rights/freedom/", mine.my_freedom, name="my_freedom"),
    path("rights/advocate/", mine.my_advocate, name="my_advocate"),
    path("rights/talk/", talking.talk_to_advocate, name="talk_to_advocate"),
    path("rights/say/<slug:about>/<uuid:subject_id>/", mine.say_about, name="say_about"),
    path("rights/people/<uuid:person_id>/", staff.person_rights, name="person_rights"),
    path("rights/people/<uuid:person_id>/<slug:sheet>/", staff.new_right, name="new_right"),
    path("rights/<slug:sheet>/<uuid:row_id>/change/", staff.change_right, name="change_right"),
    path("advocacy/", advocate.advocacy, name="advocacy"),
    path("advocacy/<uuid:referral_id>/", advocate.advocacy_for, name="advocacy_for"),
]

from django.urls import path

from safeguarding.views import leads, mine, risk, telling

urlpatterns = [
    path("tell/", telling.tell, name="tell"),
    path("tell/<slug:who>/", telling.tell_us, name="tell_us"),
    path("told/", telling.told, name="told"),
    path("told/<uuid:concern_id>/", telling.telling, name="telling"),
    path("keeping-me-safe/<uuid:concern_id>/", mine.keeping_me_safe, name="keeping_me_safe"),
    path("keeping-me-safe/<uuid:concern_id>/wish/", mine.my_wish, name="my_wish"),
    path("keeping-me-safe/<uuid:concern_id>/wish/<uuid:wish_id>/", mine.my_wish_after, name="my_wish_after"),
    path("safeguarding/", leads.concerns, name="concerns"),
    path("safeguarding/<uuid:concern_id>/", leads.concern, name="concern"),
    path("safeguarding/<uuid:concern_id>/press/", leads.concern_press, name="concern_press"),
    path("safeguarding/<uuid:concern_id>/step/<slug:transition>/", leads.concern_move, name="concern_move"),
    path("safeguarding/<uuid:concern_id>/write/<slug:what>/", leads.concern_write, name="concern_write"),
    path("safeguarding/<uuid:concern_id>/wish/<uuid:wish_id>/", leads.concern_wish, name="concern_wish"),
    path("safe-enough/", risk.risk_agreements, name="risk_agreements"),
    path("safe-enough/new/", risk.new_risk_agreement, name="new_risk_agreement"),
    path("safe-enough/<uuid:record_id>/", risk.risk_agreement, name="risk_agreement"),
    path("safe-enough/<uuid:record_id>/change/", risk.change_risk_agreement, name="change_risk_agreement"),
    path("safe-enough/<uuid:record_id>/answer/", risk.answer_risk_agreement, name="answer_risk_agreement"),
    path("safe-enough/<uuid:record_id>/could-go-wrong/", risk.add_risk_view, name="add_risk_view"),
    path("safe-enough/<uuid:record_id>/ask/", risk.ask_risk_agreement, name="ask_risk_agreement"),
    path("safe-enough/<uuid:record_id>/end/", risk.end_risk_agreement, name="end_risk_agreement"),
]

from django.urls import URLPattern, URLResolver, path

from budgets.views import finance, person, staff

urlpatterns: list[URLPattern | URLResolver] = [
    path("money/", person.my_money, name="my_money"),
    path("money/<uuid:person_id>/", person.money, name="money"),
    path("money/<uuid:support_plan_id>/who-looks-after/", person.hold_money, name="hold_money"),
    path("money/<uuid:support_plan_id>/direct-payment/", person.answer_direct_payment, name="answer_direct_payment"),
    path("money/lines/<uuid:line_id>/who-looks-after/", person.hold_line, name="hold_line"),
    path("money/plan/<uuid:support_plan_id>/", staff.plan_money, name="plan_money"),
    path("money/plan/<uuid:support_plan_id>/first-guess/", staff.first_guess, name="first_guess"),
    path("money/plan/<uuid:support_plan_id>/share/", staff.share_first_guess, name="share_first_guess"),
    path("money/plan/<uuid:support_plan_id>/change/", staff.change_money, name="change_money"),
    path("money/plan/<uuid:support_plan_id>/lines/new/", staff.new_line, name="new_line"),
    path("money/lines/<uuid:line_id>/", staff.cost_line, name="cost_line"),
    path("money/lines/<uuid:line_id>/out/", staff.take_line_out, name="take_line_out"),
    path(
        "money/plan/<uuid:support_plan_id>/direct-payment/", staff.explain_direct_payment,
        name="explain_direct_payment",
    ),
    path(
        "money/plan/<uuid:support_plan_id>/agreement/", staff.direct_payment_agreement,
        name="direct_payment_agreement",
    ),
    path("money/plan/<uuid:support_plan_id>/settle/", finance.settle_money, name="settle_money"),
]  # fmt: skip

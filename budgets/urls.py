from django.urls import URLPattern, URLResolver, path

from budgets.views import finance, person, staff

urlpatterns: list[URLPattern | URLResolver] = [
    path("money/", person.my_money, name="my_money"),
    path("money/<uuid:person_id>/", person.money, name="money"),
    path("money/<uuid:support_plan_id>/who-looks-after/", person.hold_money, name="hold_money"),
    path("money/<uuid:support_plan_id>/direct-payment/", person.answer_direct_payment, name="answer_direct_payment"),
    path("money/line/<uuid:line_id>/who-looks-after/", person.hold_line, name="hold_line"),
    path("support-plan/<uuid:support_plan_id>/money/", staff.plan_money, name="plan_money"),
    path("support-plan/<uuid:support_plan_id>/money/first-guess/", staff.first_guess, name="first_guess"),
    path("support-plan/<uuid:support_plan_id>/money/share/", staff.share_first_guess, name="share_first_guess"),
    path("support-plan/<uuid:support_plan_id>/money/change/", staff.change_money, name="change_money"),
    path("support-plan/<uuid:support_plan_id>/money/lines/new/", staff.new_line, name="new_line"),
    path("support-plan/money/lines/<uuid:line_id>/", staff.cost_line, name="cost_line"),
    path("support-plan/money/lines/<uuid:line_id>/out/", staff.take_line_out, name="take_line_out"),
    path(
        "support-plan/<uuid:support_plan_id>/money/direct-payment/", staff.explain_direct_payment,
        name="explain_direct_payment",
    ),
    path(
        "support-plan/<uuid:support_plan_id>/money/agreement/", staff.direct_payment_agreement,
        name="direct_payment_agreement",
    ),
    path("support-plan/<uuid:support_plan_id>/money/settle/", finance.settle_money, name="settle_money"),
]  # fmt: skip

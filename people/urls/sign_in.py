"""Signing in, how pages look, letters and staff. Ours come before allauth's of the same address."""

from django.urls import URLPattern, URLResolver, include, path

from people.views import display, letters, outbox, sign_in, staff

urlpatterns: list[URLPattern | URLResolver] = [
    path("account/login/", sign_in.SignIn.as_view(), name="account_login"),
    path("account/login/code/", sign_in.SignIn.as_view(), name="account_request_login_code"),
    path("account/login/code/confirm/", sign_in.TypeNumber.as_view(), name="account_confirm_login_code"),
    path("account/login/staff/", sign_in.StaffSignIn.as_view(), name="staff_sign_in"),
    path("account/signup/", sign_in.Start.as_view(), name="account_signup"),
    path("account/confirm-email/", sign_in.TypeEmailNumber.as_view(), name="account_email_verification_sent"),
    path("account/password/change/", sign_in.change_password, name="account_change_password"),
    path("account/password/set/", sign_in.set_password, name="account_set_password"),
    path("account/password/<path:rest>", sign_in.not_here, name="password_by_email"),
    path("account/email/", sign_in.not_here, name="account_email"),
    path("account/2fa/totp/activate/", sign_in.SetUpApp.as_view(), name="mfa_activate_totp"),
    path("account/2fa/totp/picture.svg", sign_in.totp_picture, name="totp_picture"),
    path("account/2fa/webauthn/add/", sign_in.AddPasskey.as_view(), name="mfa_add_webauthn"),
    path("account/sessions/", sign_in.Devices.as_view(), name="usersessions_list"),
    path("account/sessions/only-mine/", sign_in.own_device, name="account_own_device"),
    path("account/sessions/<int:session_id>/end/", sign_in.sign_out_one, name="sign_out_one"),
    path("account/", include("allauth.urls")),
    path("easier/", display.easier, name="easier"),
    path("language/", display.set_language, name="set_language"),
    path("outbox/", outbox.outbox, name="outbox"),
    path("outbox/sign-in/", outbox.demo_sign_in, name="demo_sign_in"),
    path("letters/stop/<str:token>/", letters.stop, name="stop_letters"),
    path("staff/", staff.staff_home, name="staff_home"),
    path("staff/act-as/", staff.act_as, name="act_as"),
    path("staff/people/", staff.staff_list, name="staff_list"),
    path("staff/people/<uuid:role_id>/end/", staff.end_staff_role, name="end_staff_role"),
    path("staff/assignments/", staff.staff_work, name="staff_work"),
    path("staff/people/<uuid:role_id>/leave/", staff.end_staff_account, name="end_staff_account"),
    path("staff/assignments/<uuid:assignment_id>/change/", staff.change_work, name="change_work"),
    path("staff/assignments/<uuid:assignment_id>/end/", staff.end_work, name="end_work"),
]

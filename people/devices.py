"""A device by the name its owner would use, from what its browser says of itself."""

from __future__ import annotations

from django.utils.translation import gettext as _

# The first that is found names it: Edge also says Chrome, and Chrome also says Safari.
BROWSERS = ("Edg", "Firefox", "Chrome", "Safari")
SHOWN = {"Edg": "Edge"}
DEVICES = (("iPhone", "iPhone"), ("iPad", "iPad"), ("Android", "Android"), ("Windows", "Windows"), ("Mac OS", "Mac"))


def device_name(user_agent: str) -> str:
    """Such as "Chrome, Windows"; "A device" when it says nothing we know."""
    browser = next((name for name in BROWSERS if name in user_agent), "")
    device = next((name for sign, name in DEVICES if sign in user_agent), "Linux" if "Linux" in user_agent else "")
    return ", ".join(filter(None, (SHOWN.get(browser, browser), device))) or _("A device")

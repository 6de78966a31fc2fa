"""The people of the embedded demo, for the front page."""

from __future__ import annotations

from django import template

from people.demo import DemoPerson, demo_people

register = template.Library()


@register.simple_tag(name="demo_people")
def people_of_the_demo() -> list[DemoPerson]:
    """Who can be tried, or nobody outside the demo."""
    return demo_people()

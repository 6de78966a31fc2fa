"""Whatever points to somebody is in the download, or stands in a list with the reason."""

from __future__ import annotations

from django.apps import apps
from django.conf import settings

from my_data.holdings import ALL
from my_data.not_held import NAMED_BY_ID, POINTERS

# Everything in which a person, their plan, their circle or their account shows.
ABOUT_SOMEBODY = {
    "people.Person", "people.User", "people.Circle", "people.Connection", "plans.Plan", "plans.Part", "plans.Item",
    "plans.Outcome", "plans.SupportPlan", "reviews.Review",
}  # fmt: skip
HELD = {each.model for each in ALL}
ID_COLUMNS = {"about_person", "added_by", "person_id", "user_id", "actor_id"}


def pointers() -> set[str]:
    """Each column of each model, as "app.Model.column", that leads to somebody; histories follow their rows."""
    found = set()
    for model in apps.get_models(include_auto_created=False):
        if hasattr(model, "pgh_tracked_model") or model._meta.label.startswith("pghistory.Events"):
            continue
        for column in model._meta.concrete_fields:
            related = column.related_model if column.is_relation else None
            if (
                related is not None
                and (
                    related._meta.label in ABOUT_SOMEBODY
                    or (related._meta.label in HELD and model._meta.label not in HELD)
                )
            ) or (related is None and column.name in ID_COLUMNS):
                found.add(f"{model._meta.label}.{column.name}")
    return found


def in_the_table() -> set[str]:
    """The first step of each holding's path: the column by which its rows are found."""
    return {f"{each.model}.{each.path.split('__')[0]}" for each in ALL}


def test_every_pointer_to_somebody_is_in_the_download_or_has_a_reason() -> None:
    """UK GDPR Art. 15: a new model that forgets fails here. Add it to my_data/holdings.py, or to not_held.py with why."""
    assert sorted(pointers() - in_the_table() - set(POINTERS) - set(NAMED_BY_ID)) == []


def test_no_reason_speaks_of_a_column_that_is_not_there() -> None:
    assert sorted((set(POINTERS) | set(NAMED_BY_ID)) - pointers()) == []
    assert not set(POINTERS) & in_the_table()


def test_every_holding_leads_to_a_person_and_names_columns_that_are_there() -> None:
    assert settings.AUTH_USER_MODEL == "people.User"
    for each in ALL:
        columns = {column.name for column in each.table._meta.concrete_fields}
        assert set(each.leaves_out) | set(each.blanks) <= columns, each.model

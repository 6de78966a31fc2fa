"""Every save pays for each check again, so what can be asked once is asked once.

A row of history is copied by the trigger from a row of plans_item, which has just been checked: the same two checks on
the copy could never say no.
"""

from django.db import migrations, models

CHECKS = ("position", "version")
DROP = "; ".join(f"ALTER TABLE plans_itemevent DROP CONSTRAINT plans_itemevent_{each}_check" for each in CHECKS)
ADD = "; ".join(
    f'ALTER TABLE plans_itemevent ADD CONSTRAINT plans_itemevent_{each}_check CHECK ("{each}" >= 0)' for each in CHECKS
)


class Migration(migrations.Migration):
    dependencies = [
        ("plans", "0008_history_without_needless_indexes"),
    ]

    operations = [
        migrations.RunSQL(DROP, ADD),
        migrations.RemoveConstraint(model_name="item", name="photo_item_has_a_photo"),
        migrations.RemoveConstraint(model_name="item", name="recorded_item_has_its_recording"),
        migrations.AddConstraint(
            model_name="item",
            constraint=models.CheckConstraint(
                condition=(~models.Q(kind="photo") | models.Q(photo__isnull=False))
                & (~models.Q(kind__in=["sound", "film"]) | models.Q(recording__isnull=False)),
                name="item_has_its_photo_or_recording",
            ),
        ),
    ]

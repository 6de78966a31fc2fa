"""A check is made ready anew for every save of every word. The trigger asks the same when what it asks about is written."""

import pgtrigger.compiler
import pgtrigger.migrations
from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [
        ("plans", "0012_looking_as_staff"),
    ]

    operations = [
        migrations.RemoveConstraint(
            model_name="item",
            name="item_has_its_photo_or_recording",
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="item",
            trigger=pgtrigger.compiler.Trigger(
                name="has_its_photo_or_recording",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition='WHEN ((NEW."kind" = \'photo\' AND NEW."photo_id" IS NULL) OR (NEW."kind" IN (\'sound\', \'film\') AND NEW."recording_id" IS NULL))',
                    func="RAISE EXCEPTION 'This answer has no photo or recording.' USING ERRCODE = 'check_violation';",
                    hash="61f01c1623f0129c6cb5e2de056a2e921622b991",
                    operation='INSERT OR UPDATE OF "kind", "photo_id", "recording_id"',
                    pgid="pgtrigger_has_its_photo_or_recording_cf8f2",
                    table="plans_item",
                    when="AFTER",
                ),
            ),
        ),
    ]

from alembic import op
from django.db import migrations


class Migration(migrations.Migration):
    operations = [
        # ruleid: py-migration-destructive
        migrations.RemoveField(model_name="order", name="note"),
        # ruleid: py-migration-destructive
        migrations.DeleteModel(name="Voucher"),
        # ruleid: py-migration-destructive
        migrations.RunSQL("DROP TABLE voucher"),
        # ruleid: py-migration-destructive
        migrations.RunSQL(sql="ALTER TABLE voucher DROP COLUMN code"),
        # ok: py-migration-destructive
        migrations.AddField(model_name="order", name="drop_table", field=text),
        # ok: py-migration-destructive
        migrations.RunSQL("CREATE TABLE voucher (id int)", reverse_sql="DROP TABLE voucher"),
        # ok: py-migration-destructive
        migrations.RunSQL("CREATE INDEX dropped ON voucher (id)"),
        # ok: py-migration-destructive
        migrations.RemoveIndex(model_name="order", name="by_note"),
    ]


def upgrade():
    # ruleid: py-migration-destructive
    op.drop_table("voucher")
    # ruleid: py-migration-destructive
    op.drop_column("order", "note")
    # ruleid: py-migration-destructive
    op.execute("TRUNCATE voucher")
    with op.batch_alter_table("order") as batch:
        # ruleid: py-migration-destructive
        batch.drop_column("note")
    # ok: py-migration-destructive
    op.drop_index("by_note")
    # ok: py-migration-destructive
    op.execute("UPDATE voucher SET state = 'drop table'")


def downgrade():
    # ok: py-migration-destructive
    op.drop_column("order", "comment")

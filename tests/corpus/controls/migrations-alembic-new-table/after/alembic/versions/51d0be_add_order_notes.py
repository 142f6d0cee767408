"""Add notes to orders

Revision ID: 51d0be
Revises: 3f9a1c
"""

import sqlalchemy as sa
from alembic import op

revision = "51d0be"
down_revision = "3f9a1c"


def upgrade() -> None:
    op.create_table(
        "order_notes",
        sa.Column("id", sa.BigInteger, primary_key=True),
        sa.Column("order_id", sa.BigInteger, nullable=False),
        sa.Column("text", sa.Text, nullable=False),
    )


def downgrade() -> None:
    op.drop_table("order_notes")

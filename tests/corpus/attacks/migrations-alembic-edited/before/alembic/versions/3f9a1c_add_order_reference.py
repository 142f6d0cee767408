"""Add a reference to orders

Revision ID: 3f9a1c
Revises: 27be40
"""

import sqlalchemy as sa
from alembic import op

revision = "3f9a1c"
down_revision = "27be40"


def upgrade() -> None:
    op.add_column("orders", sa.Column("reference", sa.String(16), nullable=True))
    op.create_index("ix_orders_reference", "orders", ["reference"])


def downgrade() -> None:
    op.drop_index("ix_orders_reference", table_name="orders")
    op.drop_column("orders", "reference")

from sqlalchemy import BigInteger, String
from sqlalchemy.orm import Mapped, mapped_column

from orders.base import Base


class Order(Base):
    __tablename__ = "orders"

    id: Mapped[int] = mapped_column(BigInteger, primary_key=True)
    reference: Mapped[str | None] = mapped_column(String(16))

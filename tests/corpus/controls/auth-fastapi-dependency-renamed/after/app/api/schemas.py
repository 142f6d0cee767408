from pydantic import BaseModel


class RefundView(BaseModel):
    id: int
    amount_cents: int
    currency: str

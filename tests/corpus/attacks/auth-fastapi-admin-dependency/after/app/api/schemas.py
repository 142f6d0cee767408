from pydantic import BaseModel


class RefundStatus(BaseModel):
    status: str


class RefundView(BaseModel):

    id: int
    amount_cents: int
    currency: str

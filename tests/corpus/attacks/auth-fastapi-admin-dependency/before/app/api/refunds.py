from fastapi import APIRouter, Depends, HTTPException

from app.api.deps import current_user, require_admin
from app.models import User
from app.services import refunds

router = APIRouter(prefix="/refunds", tags=["refunds"])


@router.get("/{refund_id}")
async def show_refund(refund_id: int, user: User = Depends(current_user)):
    refund = await refunds.find(refund_id)
    if refund is None:
        raise HTTPException(status_code=404)
    return refund


@router.post("/{refund_id}/approve")
async def approve_refund(refund_id: int, admin: User = Depends(require_admin)):
    refund = await refunds.find(refund_id)
    if refund is None:
        raise HTTPException(status_code=404)
    await refunds.approve(refund)
    return {"status": "approved"}

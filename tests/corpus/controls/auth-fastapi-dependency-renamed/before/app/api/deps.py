from fastapi import Depends, HTTPException

from app.models import User
from app.security import current_user


async def require_admin(user: User = Depends(current_user)) -> User:
    """The signed-in administrator."""
    if not user.is_admin:
        raise HTTPException(status_code=403)
    return user

from app.parcels.models import Parcel


def show(parcel: Parcel) -> dict:
    """What a client sees of a parcel."""
    return {
        "id": parcel.id,
        "state": parcel.state,
        "delivered_at": parcel.delivered_at.isoformat() if parcel.delivered_at else None,
    }

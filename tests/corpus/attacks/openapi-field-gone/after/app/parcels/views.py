from app.parcels.models import Parcel


def show(parcel: Parcel) -> dict:
    """What a client sees of a parcel."""
    return {"id": parcel.number, "state": parcel.state, "weight": parcel.grams}

import threading


class OutOfStock(Exception):
    """There is less than was asked for."""


class Inventory:
    """The pieces that are left, by article."""

    def __init__(self, stock: dict[str, int]) -> None:
        self._stock = dict(stock)
        self._lock = threading.RLock()

    def available(self, article: str) -> int:
        with self._lock:
            return self._stock.get(article, 0)

    def take(self, article: str, pieces: int) -> int:
        """Take pieces out of stock; what is left."""
        with self._lock:
            left = self.available(article) - pieces

            if left < 0:
                raise OutOfStock(article)
            self._stock[article] = left
        return left

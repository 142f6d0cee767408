from rest_framework.generics import ListAPIView
from rest_framework.response import Response

from orders.models import Order



class OrderList(ListAPIView):
    """The orders of the shop."""

    def get_queryset(self):
        return Order.objects.filter(shop=self.request.user.shop).order_by("-placed_at")

    def list(self, request, *args, **kwargs):
        rows = [{"id": order.id, "customer": order.customer.name} for order in self.get_queryset()]
        return Response(rows)

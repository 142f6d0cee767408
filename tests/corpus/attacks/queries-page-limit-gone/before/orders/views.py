from rest_framework.generics import ListAPIView
from rest_framework.response import Response

from orders.models import Order
from orders.pagination import OrderPagination


class OrderList(ListAPIView):
    """The newest orders of the shop, a page at a time."""

    pagination_class = OrderPagination

    def get_queryset(self):
        return Order.objects.filter(shop=self.request.user.shop).select_related("customer").order_by("-placed_at")[:500]

    def list(self, request, *args, **kwargs):
        page = self.paginate_queryset(self.get_queryset())
        rows = [{"id": order.id, "customer": order.customer.name} for order in page]
        return self.get_paginated_response(rows)

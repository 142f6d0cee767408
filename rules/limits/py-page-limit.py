def orders(request, session, page):
    # ruleid: py-page-limit
    rows = session.execute(select(Order).order_by(Order.id).limit(100))
    # ruleid: py-page-limit
    pages = Paginator(Order.objects.all(), 50)
    # ruleid: py-page-limit
    newest = Order.objects.filter(owner=request.user).order_by("-id")[:20]
    # ruleid: py-page-limit
    found = self.paginate_queryset(self.get_queryset())
    # ok: py-page-limit
    everything = session.execute(select(Order).order_by(Order.id))
    # ok: py-page-limit
    first = request.user.name[:20]
    # ok: py-page-limit
    limiter.limit("5/minute")
    # ok: py-page-limit
    head = Order.objects.filter(owner=request.user)[0]
    return rows

def view(request, number, current_user, tenant):
    # ruleid: py-owner-filter
    order = Order.objects.get(pk=number, user=request.user)
    # ruleid: py-owner-filter
    orders = Order.query.filter_by(owner_id=current_user.id)
    # ruleid: py-owner-filter
    order = get_object_or_404(Order, pk=number, organization=request.user.organization)
    # ruleid: py-owner-filter
    rows = session.query(Row).filter_by(tenant_id=tenant)
    # ok: py-owner-filter
    order = Order.objects.get(pk=number)
    # ok: py-owner-filter
    orders = Order.objects.filter(state="open")
    # ok: py-owner-filter
    config = settings.get("user", "x")

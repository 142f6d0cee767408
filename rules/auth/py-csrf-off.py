from django.views.decorators.csrf import csrf_exempt, csrf_protect


# ruleid: py-csrf-off
@csrf_exempt
def hook(request): ...


# ruleid: py-csrf-off
@csrf.exempt
def other(request): ...


# ruleid: py-csrf-off
@method_decorator(csrf_exempt, name="dispatch")
class View(Base): ...


# ok: py-csrf-off
@csrf_protect
def form(request): ...


# ok: py-csrf-off
@login_required
def page(request): ...


# ok: py-csrf-off
@tax_exempt
def sale(request): ...

class Orders(APIView):
    # ruleid: py-permission-open
    permission_classes = [AllowAny]


class Invoices(APIView):
    # ruleid: py-permission-open
    permission_classes = (permissions.AllowAny,)


class Payments(APIView):
    # ruleid: py-permission-open
    permission_classes = []
    # ruleid: py-permission-open
    authentication_classes = []


@api_view(["POST"])
# ruleid: py-permission-open
@permission_classes([AllowAny])
def signup(request): ...


@api_view(["POST"])
# ruleid: py-permission-open
@permission_classes([])
def reset(request): ...


# ruleid: py-permission-open
@login_not_required
def landing(request): ...


# ruleid: py-permission-open
REST_FRAMEWORK = {"DEFAULT_PERMISSION_CLASSES": ["rest_framework.permissions.AllowAny"]}


class Reports(APIView):
    # ok: py-permission-open
    permission_classes = [IsAuthenticated]
    # ok: py-permission-open
    parser_classes = []


# ok: py-permission-open
known = [AllowAny, IsAuthenticated]

# ok: py-permission-open
assert AllowAny in permissions


# ok: py-permission-open
@permission_classes([IsAdminUser])
def audit(request): ...

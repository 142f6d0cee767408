from functools import lru_cache


# ruleid: py-auth-decorator
@login_required
def invoices(request):
    return render(request, "invoices.html")


@require_POST
# ruleid: py-auth-decorator
@permission_required("ledger.refund", raise_exception=True)
async def refund(request): ...


# ruleid: py-auth-decorator
@auth.requires_auth
def export(request): ...


# ruleid: py-auth-decorator
@jwt_required()
def profile(): ...


# ruleid: py-auth-decorator
@method_decorator(login_required, name="dispatch")
class Dashboard(View): ...


# ruleid: py-auth-decorator
class Settings(LoginRequiredMixin, View): ...


class Orders(APIView):
    # ruleid: py-auth-decorator
    permission_classes = [IsAuthenticated]

    # ruleid: py-auth-decorator
    @action(detail=True, permission_classes=[IsAdminUser])
    def close(self, request): ...

    # ruleid: py-auth-decorator
    @user_passes_test(lambda user: user.is_staff)
    def delete(self, request): ...


@api_view(["GET"])
# ruleid: py-auth-decorator
@permission_classes([IsAdminUser])
def audit(request): ...


@app.get("/me")
# ruleid: py-auth-decorator
def me(user: User = Depends(get_current_user)): ...


@app.get("/keys")
# ruleid: py-auth-decorator
async def keys(db: Session, user: Annotated[User, Depends(get_current_active_user)]): ...


# ruleid: py-auth-decorator
@app.get("/reports", dependencies=[Depends(verify_token)])
def reports(): ...


@app.get("/scopes")
# ruleid: py-auth-decorator
def scopes(user=Security(lookup, scopes=["read"])): ...


@app.get("/rows")
# ok: py-auth-decorator
def rows(db: Session = Depends(get_db)): ...


# ok: py-auth-decorator
@lru_cache
def login_required_paths(): ...


# ok: py-auth-decorator
@login_not_required
def landing(request): ...


class Ping(APIView):
    # ok: py-auth-decorator
    permission_classes = [AllowAny]


class Pong(APIView):
    # ok: py-auth-decorator
    permission_classes = []


# ok: py-auth-decorator
@field_required("name")
def submit(request): ...


# ok: py-auth-decorator
guard = login_required

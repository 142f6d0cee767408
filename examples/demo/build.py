"""Builds a small example repository with real git: a service with an AI-marked branch worth a second look.

Usage: python examples/demo/build.py FOLDER
"""

import os
import subprocess
import sys
from pathlib import Path

START = 1_767_225_600  # 2026-01-01, so that commit ids are the same everywhere
DAY = 86_400
ROBIN = ("Robin Marsh", "robin@orders.example")
SASHA = ("Sasha Quill", "sasha@orders.example")
MARK = "\n\nCo-Authored-By: Claude <noreply@anthropic.com>"

VIEWS = '''"""HTTP endpoints of the orders service."""

from django.contrib.auth.decorators import login_required, permission_required
from django.http import JsonResponse

from orders import billing
from orders.models import Order


@login_required
def show(request, order_id):
    order = Order.objects.get(pk=order_id, owner=request.user)
    return JsonResponse({"id": order.pk, "total": str(order.total)})


@permission_required("orders.refund")
def refund(request, order_id):
    order = Order.objects.get(pk=order_id)
    receipt = billing.refund(order)
    return JsonResponse({"receipt": receipt})
'''
BILLING = '''"""Talks to the payment provider."""

import requests
from django.db import transaction

PROVIDER = "https://payments.example/api"


def refund(order):
    """Give the money of an order back, once."""
    with transaction.atomic():
        order.mark_refunded()
        answer = requests.post(f"{PROVIDER}/refunds", json={"order": order.pk}, timeout=5)
        answer.raise_for_status()
    return answer.json()["receipt"]
'''
MODELS = """from django.conf import settings
from django.db import models


class Order(models.Model):
    owner = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT)
    total = models.DecimalField(max_digits=10, decimal_places=2)
    refund_note = models.TextField(blank=True)
    refunded = models.BooleanField(default=False)

    def mark_refunded(self):
        if self.refunded:
            raise ValueError("already refunded")
        self.refunded = True
        self.save(update_fields=["refunded"])
"""
MIGRATION = """-- Orders can be refunded, with a note that says why.
ALTER TABLE orders ADD COLUMN refunded boolean DEFAULT false;
ALTER TABLE orders ADD COLUMN refund_note text;
"""
TESTS = """import pytest

from orders import billing


def test_a_refund_returns_the_receipt(order, provider):
    provider.answers({"receipt": "r-1"})

    assert billing.refund(order) == "r-1"
    assert order.refunded


def test_an_order_is_refunded_once(order, provider):
    billing.refund(order)

    with pytest.raises(ValueError):
        billing.refund(order)
"""
REQUIREMENTS = "django==4.2.11\nrequests==2.31.0\n"

FASTER_VIEWS = VIEWS.replace(
    """@permission_required("orders.refund")
def refund(request, order_id):
    order = Order.objects.get(pk=order_id)
    receipt = billing.refund(order)
    return JsonResponse({"receipt": receipt})
""",
    """def refund(request, order_id):
    order = Order.objects.get(pk=order_id)
    receipt = None
    try:
        receipt = billing.refund(order)
    except Exception:
        pass
    return JsonResponse({"receipt": receipt})
""",
)
FASTER_MIGRATION = MIGRATION.replace(
    "ALTER TABLE orders ADD COLUMN refund_note text;\n",
    "ALTER TABLE orders DROP COLUMN refund_note;\n",
)
FASTER_TESTS = TESTS.replace("    assert order.refunded\n", "").replace(
    "def test_an_order_is_refunded_once", '@pytest.mark.skip(reason="flaky")\ndef test_an_order_is_refunded_once'
)


class Builder:
    """A repository that grows by one commit a day, untouched by the user's own configuration."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.days = 0

    def git(self, *arguments: str, author: tuple[str, str] = ROBIN) -> None:
        """Run git with a fixed identity and date."""
        date = f"{START + self.days * DAY} +0000"
        environment = {
            "PATH": os.environ.get("PATH", os.defpath),
            "LC_ALL": "C",
            "GIT_CONFIG_GLOBAL": os.devnull,
            "GIT_CONFIG_NOSYSTEM": "1",
            "GIT_AUTHOR_DATE": date,
            "GIT_COMMITTER_DATE": date,
        }
        for role in ("AUTHOR", "COMMITTER"):
            environment[f"GIT_{role}_NAME"], environment[f"GIT_{role}_EMAIL"] = author
        subprocess.run(
            ["git", "-c", "init.defaultBranch=main", *arguments], cwd=self.folder, env=environment, check=True
        )

    def commit(self, message: str, files: dict[str, str], author: tuple[str, str] = ROBIN) -> None:
        """Write the files and commit them."""
        for path, text in files.items():
            (self.folder / path).parent.mkdir(parents=True, exist_ok=True)
            (self.folder / path).write_text(text, "utf-8", newline="\n")
        self.git("add", "--all", author=author)
        self.git("commit", "--quiet", "--message", message, author=author)
        self.days += 1


def build(folder: Path) -> None:
    """Make the repository in an empty or new folder, and leave the branch checked out."""
    folder.mkdir(parents=True, exist_ok=True)
    builder = Builder(folder)
    builder.git("init", "--quiet")
    builder.commit(
        "Start the orders service",
        {"README.md": "# Orders\n\nTakes and refunds orders.\n", "requirements.txt": REQUIREMENTS},
    )
    builder.commit("Keep orders", {"orders/__init__.py": "", "orders/models.py": MODELS})
    builder.commit("Show an order to its owner, refund with a permission", {"orders/views.py": VIEWS}, SASHA)
    builder.commit("Refund through the payment provider", {"orders/billing.py": BILLING}, SASHA)
    builder.commit("Add the refund columns", {"migrations/0002_refunds.sql": MIGRATION})
    builder.commit("Test refunds", {"tests/test_billing.py": TESTS}, SASHA)
    builder.commit("Name owners", {"CODEOWNERS": "/orders/ @orders-team\n/migrations/ @data-team\n"})
    builder.git("checkout", "--quiet", "-b", "feature/faster-refunds")
    builder.commit("Make refunds faster for the support desk" + MARK, {"orders/views.py": FASTER_VIEWS}, SASHA)
    builder.commit(
        "Drop the refund note, nobody reads it" + MARK, {"migrations/0002_refunds.sql": FASTER_MIGRATION}, SASHA
    )
    builder.commit(
        "Unblock the build and move to the new Django",
        {"tests/test_billing.py": FASTER_TESTS, "requirements.txt": REQUIREMENTS.replace("4.2.11", "5.0.3")},
        SASHA,
    )


def main() -> None:
    """Build where the only argument says."""
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    folder = Path(sys.argv[1])
    if folder.exists() and any(folder.iterdir()):
        sys.exit(f"{folder} is not empty: name a new folder")
    build(folder)


if __name__ == "__main__":
    main()

"""A screening service that knows invented people only."""

LISTED = {"Ottokar Example", "Zenzi Sample"}


class FakeScreening:
    """Answers from a fixed set."""

    password = "not-a-secret"

    def hits(self, name: str) -> list[str]:
        return sorted(listed for listed in LISTED if listed == name)

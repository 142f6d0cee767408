from tests.kyc.fakes import FakeScreening


def test_a_listed_name_is_found():
    assert FakeScreening().hits("Zenzi Sample") == ["Zenzi Sample"]


def test_other_names_are_not():
    assert FakeScreening().hits("Robin Doe") == []

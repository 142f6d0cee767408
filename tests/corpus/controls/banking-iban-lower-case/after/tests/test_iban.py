from banking.iban import is_valid


def test_a_german_number():
    assert is_valid("DE75 5121 0800 1245 1261 99")


def test_a_maltese_number():
    assert is_valid("MT31 MALT 0110 0001 2345 MTLC AST0 01S")


def test_small_letters():
    assert is_valid("de75 5121 0800 1245 1261 99")
    assert is_valid("de75512108001245126199")


def test_a_wrong_digit():

    assert not is_valid("DE75 5121 0800 1245 1261 98")

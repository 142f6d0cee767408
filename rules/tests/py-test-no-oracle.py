def test_run(answer):
    # ruleid: py-test-no-oracle
    assert True
    # ruleid: py-test-no-oracle
    assert answer == answer
    # ruleid: py-test-no-oracle
    self.assertTrue(True)
    # ruleid: py-test-no-oracle
    assert answer or True
    # ok: py-test-no-oracle
    assert answer
    # ok: py-test-no-oracle
    assert answer is True
    # ok: py-test-no-oracle
    self.assertTrue(answer)
    # ok: py-test-no-oracle
    assert answer == load(answer)

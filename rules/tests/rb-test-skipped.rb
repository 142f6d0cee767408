class LedgerTest < ActiveSupport::TestCase
  test "adds" do
    # ruleid: rb-test-skipped
    skip "flaky"
    assert_equal 3, add(1, 2)
  end

  def test_takes
    # ruleid: rb-test-skipped
    skip
    assert_equal 1, take(3, 2)
  end

  test "links" do
    # ok: rb-test-skipped
    skip "no links here" unless links?
    assert link
  end

  test "packs" do
    begin
      require "pack"
    rescue LoadError
      # ok: rb-test-skipped
      skip "no pack here"
    end
  end

  test "gives" do
    if windows?
      # ok: rb-test-skipped
      skip "no links here"
    end
    # ok: rb-test-skipped
    assert_equal 1, give(1)
  end
end

describe Ledger do
  # ruleid: rb-test-skipped
  xit "adds" do
    expect(add(1, 2)).to eq(3)
  end

  # ruleid: rb-test-skipped
  it "takes", skip: "flaky" do
    expect(take(3, 2)).to eq(1)
  end

  # ok: rb-test-skipped
  it "gives", focus: false do
    expect(give(1)).to eq(1)
  end

  def rows(list)
    # ok: rb-test-skipped
    list.skip(1)
  end
end

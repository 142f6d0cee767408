"""Required files, autoloaded constants and constants by name in Ruby."""

from collections.abc import Mapping

import pytest
from hypothesis import given
from hypothesis import strategies as st

from riskcheck.graph.facts import Surroundings
from riskcheck.graph.languages import ruby
from tests.graph.resolved import lines, read_in_time, resolved

Edges = set[tuple[str, str, bool]]
USER = "class User\nend\n"


@pytest.mark.parametrize(
    ("tree", "expected"),
    [
        pytest.param(
            {"bin/run.rb": "require_relative '../lib/a'\nrequire_relative('b.rb')\n", "lib/a.rb": "", "bin/b.rb": ""},
            {("bin/run.rb", "lib/a.rb", True), ("bin/run.rb", "bin/b.rb", True)},
            id="relative to the file",
        ),
        pytest.param(
            {
                "one/lib/shop.rb": 'require "shop/pay"\nrequire "json"\n',
                "one/lib/shop/pay.rb": "",
                "two/lib/other.rb": "require 'shop/pay'; load('tasks/x.rb')",
                "two/lib/tasks/x.rb": "",
            },
            {
                ("one/lib/shop.rb", "one/lib/shop/pay.rb", True),
                ("two/lib/other.rb", "one/lib/shop/pay.rb", True),
                ("two/lib/other.rb", "two/lib/tasks/x.rb", True),
            },
            id="the libraries of gems of one repository",
        ),
        pytest.param(
            {"a/test/x_test.rb": "require 'test_helper'", "a/test/test_helper.rb": "", "b/test/test_helper.rb": ""},
            {("a/test/x_test.rb", "a/test/test_helper.rb", True)},
            id="the gem's own of several on the load path",
        ),
        pytest.param(
            {"c/x.rb": "require 'pay'", "a/lib/pay.rb": "", "b/lib/pay.rb": ""},
            {("c/x.rb", "a/lib/pay.rb", False)},
            id="of several gems of others, a match of names",
        ),
        pytest.param(
            {
                "lib/a.rb": "module A\n  autoload :B, 'a/bee'\n  autoload :C\nend\n",
                "lib/a/bee.rb": "",
                "lib/a/c.rb": "module A\n  class C\n  end\nend\n",
            },
            {("lib/a.rb", "lib/a/bee.rb", True), ("lib/a.rb", "lib/a/c.rb", True)},
            id="autoload with a path and without",
        ),
        pytest.param(
            {
                "app/models/user.rb": USER,
                "app/models/concerns/rated.rb": "module Rated\n  X = 1\nend\n",
                "app/models/shop/html_page.rb": "class Shop::HTMLPage < User\n  include Rated\nend\n",
                "app/controllers/pages_controller.rb": "class PagesController\n  def x = Shop::HTMLPage::LIMIT\nend\n",
                "packs/pay/app/services/pay/charge.rb": "module Pay\n  class Charge\n    User.find(1)\n  end\nend\n",
                "lib/job.rb": "Pay::Charge.call",
            },
            {
                ("app/models/shop/html_page.rb", "app/models/user.rb", True),
                ("app/models/shop/html_page.rb", "app/models/concerns/rated.rb", True),
                ("app/controllers/pages_controller.rb", "app/models/shop/html_page.rb", True),
                ("packs/pay/app/services/pay/charge.rb", "app/models/user.rb", True),
                ("lib/job.rb", "packs/pay/app/services/pay/charge.rb", True),
            },
            id="paths of an application, concerns, packs, acronyms, constants in capitals",
        ),
        pytest.param(
            {
                "app/models/user.rb": USER,
                "app/models/admin/user.rb": "module Admin\n  class User\n  end\nend\n",
                "app/a.rb": "module Admin\n  class Page\n    User\n  end\nend\nUser\n",
                "app/b.rb": "class Admin::Page\n  User\nend\n",
                "app/c.rb": "module Admin\n  x = ::User\nend\n",
            },
            {
                ("app/a.rb", "app/models/admin/user.rb", True),
                ("app/a.rb", "app/models/user.rb", True),
                ("app/b.rb", "app/models/user.rb", True),
                ("app/c.rb", "app/models/user.rb", True),
            },
            id="a constant is looked up from the inside out",
        ),
        pytest.param(
            {
                "src/errors.rb": "module Shop\n  class Broken < StandardError; end\n  Late = Class.new(Broken)\nend\n",
                "src/pay.rb": "module Shop\n  class Pay\n    raise Late\n  end\nend\n",
                "src/api.rb": "rescue Shop::Broken, Shop, Shop::Unknown\n",
            },
            {("src/pay.rb", "src/errors.rb", True), ("src/api.rb", "src/errors.rb", True)},
            id="constants without a path of their own; a namespace alone is nobody's",
        ),
        pytest.param(
            {"x/a.rb": "module A\n  def x\n  end\nend\n", "y/b.rb": "module A\n  def y\n  end\nend\n", "c.rb": "A.x"},
            {("c.rb", "x/a.rb", True)},
            id="of files that open a module, the one with its name",
        ),
        pytest.param(
            {"x/p.rb": "module A\n  def x\n  end\nend\n", "y/q.rb": "module A\n  def y\n  end\nend\n", "c.rb": "A.x"},
            {("c.rb", "x/p.rb", False), ("c.rb", "y/q.rb", False)},
            id="files that open a module under other names",
        ),
        pytest.param(
            {
                "app/models/order.rb": "class Order\n  belongs_to :user\n  has_many :line_items\n"
                "  has_one :payer, class_name: 'User'\n  has_many :entries\nend\n",
                "app/models/user.rb": USER,
                "app/models/line_item.rb": "class LineItem\nend\n",
                "app/models/entry.rb": "class Entry\nend\n",
            },
            {
                ("app/models/order.rb", "app/models/user.rb", True),
                ("app/models/order.rb", "app/models/line_item.rb", False),
                ("app/models/order.rb", "app/models/entry.rb", False),
            },
            id="associations by custom and by name",
        ),
        pytest.param(
            {"app/models/shop/order.rb": "class Shop::Order\n  has_many :user\nend\n"}
            | {"app/models/shop/user.rb": "class Shop::User\nend\n", "app/models/user.rb": USER},
            {("app/models/shop/order.rb", "app/models/shop/user.rb", False)},
            id="an association in the namespace of its model",
        ),
        pytest.param(
            {"lib/a/b/a/x.rb": "", "lib/a/c.rb": "module A\n  class C\n  end\nend\n"}
            | {"lib/a/b.rb": "module A\n  module B\n    A::C\n  end\nend\n"},
            {("lib/a/b.rb", "lib/a/c.rb", True)},
            id="a folder with the name of a namespace is not that namespace",
        ),
        pytest.param(
            {"a/test/models/user.rb": USER, "a/test/x.rb": "User", "a/lib/y.rb": "User", "b/test/z.rb": "User"},
            {("a/test/x.rb", "a/test/models/user.rb", True)},
            id="what is among the tests of a gem is for them alone",
        ),
        pytest.param(
            {"lib/core/float.rb": "class Float\n  def x\n  end\nend\n", "a.rb": "Float::INFINITY\n"},
            set(),
            id="nobody depends on who adds to a class of Ruby",
        ),
        pytest.param(
            {
                "a.rb": "# User\nx = 'User' + \"a User\" + %w[User]\n=begin\nUser\n=end\ny = <<~T\n  User don't\nT\n"
                "z = :User; w = { User: 1 }; v.User; t = MyUser; s =~ /User/; `User`\n__END__\nUser\n",
                "user.rb": USER,
                "b.rb": "# require_relative 'user'\n'require_relative \"user\"'\nobj.require 'user'\n",
            },
            set(),
            id="comments, texts, symbols and keys name nothing",
        ),
        pytest.param(
            {"a.rb": 'x = "#{User.name}"\ny = <<~T\n  it\'s #{Shop::Page}\nT\n', "user.rb": USER}
            | {"page.rb": "class Shop::Page\nend\n"},
            {("a.rb", "user.rb", True), ("a.rb", "page.rb", True)},
            id="what is computed in a text is code",
        ),
        pytest.param(
            {"spec/x.rb": 'require File.expand_path("../../lib/a", __FILE__)\nx = File.expand_path("..", __dir__)'}
            | {"lib/a.rb": "", "spec.rb": ""},
            {("spec/x.rb", "lib/a.rb", True)},
            id="a path from the file",
        ),
    ],
)
def test_edges(tree: Mapping[str, str], expected: Edges) -> None:
    assert resolved("ruby", tree) == expected


@pytest.mark.parametrize(
    ("text", "dynamic"),
    [("require name\n", True), ("require 'a'\n", False), ('require "a/#{b}"\n', True), ("x.constantize\n", True)],
)
def test_what_is_loaded_by_a_computed_name(text: str, dynamic: bool) -> None:
    assert ruby.extract(text.encode()).dynamic == dynamic


def test_an_association_without_a_name_means_nothing() -> None:
    assert resolved("ruby", {"a.rb": "has_many :_\n", "b.rb": USER}) == set()


def test_lines_are_counted_through_texts() -> None:
    assert lines("ruby", "x = <<~T\n  a\nT\n\nclass A < B\n  C.new\nend\n") == {"B": 5, "C|A": 6}


def test_names_are_what_is_declared_in_full() -> None:
    text = (
        "module A\n  class B::C\n    class E; end\n    X = 1\n    Inner = Struct.new(:x)\n  end\n  module D; end\nend\n"
    )

    assert ruby.extract(text.encode()).names == ("A::B::C", "A::B::C::E", "A::D", "A::B::C::Inner")


@pytest.mark.parametrize(
    "part",
    [
        *(
            b'"',
            b"'",
            b"`",
            b"(",
            b"<<~A\n",
            b"class A\n",
            b"  class A\n",
            b" module A::B",
            b"A::",
            b"Aa::",
            b'"#{',
            b"%w[",
            b" /a",
        ),
        *(
            b"autoload :A\n",
            b"require 'a\n",
            b"has_many :a\n",
            b"=begin\n",
            b"A = ",
            b"#",
            b"\n  end",
            b"class_name: '",
        ),
    ],
)
def test_hostile_text_is_read_in_time(part: bytes) -> None:
    assert len(read_in_time("ruby", part).references) < 50


@given(st.binary())
def test_any_bytes_have_facts_and_edges(content: bytes) -> None:
    facts = ruby.extract(b"class A\n" + content)
    resolver = ruby.resolver(Surroundings(frozenset({"a.rb"}), {"b.rb": facts.names}, {}))

    assert {edge.path for edge in resolver.edges("a.rb", facts)} <= {"b.rb"}
    assert resolver.words("a.rb", ()) is None

"""Which definition a line belongs to, in every language that is known."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from riskcheck.syntax.definitions import Definition, Definitions

# The line that is asked for is marked with a sign that no language has.
CASES = [
    (".py", "class A:\n    @guard\n    @other(\n        1,\n    )\n    def f(self):§\n        pass", ("f", True)),
    (".py", "class A:\n    @guard§\n    @other(\n        1,\n    )\n    def f(self):\n        pass", ("f", True)),
    (".py", "def f(\n    a,\n) -> int:\n    if a:\n        check()§", ("f", True)),
    (".py", "def f(\n    a=1,§\n) -> int:\n    return a", ("f", True)),
    (".py", "class A:\n    allowed = [x]§\n\n    def f(self): ...", ("A", False)),
    (".py", "def f():\n    pass\n\n\nguard()§", None),
    (".py", "@guard§\nasync def f():\n    pass", ("f", True)),
    (".ts", "export const f = async (a: string) => {\n  check();§\n};", ("f", True)),
    (".ts", "class A {\n  async get(id: string): Promise<A> {\n    check();§\n  }\n}", ("get", True)),
    (".ts", "  it('adds up', () => {\n    expect(1);§\n  });", ("adds up", True)),
    (".js", "function f(a) {\n  if (a) {\n    check();§\n  }\n}", ("f", True)),
    (".js", "app.use(helmet());§", None),
    (".go", "func (s *Server) Serve(w Writer) {\n\tcheck()§\n}", ("Serve", True)),
    (".java", "class A {\n  @Guard§\n  public List<String> all(int a) {\n    return x;\n  }\n}", ("all", True)),
    (".java", "class A {\n  void f() {\n    if (x) {\n      check();§\n    }\n  }\n}", ("f", True)),
    (".kt", "class A {\n  suspend fun f(a: Int): Int {\n    check()§\n  }\n}", ("f", True)),
    (".cs", "class A {\n  [Authorize]§\n  public async Task<int> F(int a) {\n  }\n}", ("F", True)),
    (".php", "class A {\n  public function f($a) {\n    check();§\n  }\n}", ("f", True)),
    (".rb", "class A\n  before_action :guard§\n\n  def f\n  end\nend", ("A", False)),
    (".rb", "class A\n  def self.f?\n    check§\n  end\nend", ("self.f?", True)),
    (".rs", "impl A {\n    pub async fn f(&self) -> u8 {\n        check();§\n    }\n}", ("f", True)),
    (".c", "static int *\nf(int a)\n{\n\tcheck(a);§\n}", None),
    (".c", "static int f(int a)\n{\n\tcheck(a);§\n}", ("f", True)),
    (".cpp", "void A::f(int a) {\n  if (a) {\n    check(a);§\n  }\n}", ("A::f", True)),
    (".tf", 'resource "a" "b" {\n  lifecycle {\n    prevent = true§\n  }\n}', ('resource "a" "b"', False)),
    (".yml", "jobs:\n  test:\n    timeout-minutes: 5§\n", ("test", False)),
    (".yml", "jobs:\n  test:\n    steps:\n      - run: x§\n", ("steps", False)),
    (".yml", "containers:\n  - name: web\n    image: a\n    probe:§\n      path: /\n", ("name: web", False)),
    (".unknown", "def f():\n    x§", None),
]


@pytest.mark.parametrize(("suffix", "text", "expected"), CASES)
def test_a_line_belongs_to_what_is_around_it(suffix: str, text: str, expected: tuple[str, bool] | None) -> None:
    line = text[: text.index("§")].count("\n") + 1

    found = Definitions(text.replace("§", "").split("\n"), suffix).around(line)

    assert found == (Definition(*expected) if expected else None)


def test_names_are_those_of_functions_and_containers() -> None:
    text = "class A:\n    def f(self):\n        return g(1)\n\n\nasync def h(): ...\n"

    assert Definitions(text.split("\n"), ".py").names == {"A", "f", "h"}


@given(st.text(alphabet="def (){}\n\t@#:ab", max_size=200), st.sampled_from([".py", ".ts", ".java", ".yml", ".c"]))
def test_any_text_has_an_answer_for_every_line(text: str, suffix: str) -> None:
    lines = text.split("\n")
    definitions = Definitions(lines, suffix)

    assert all(found is None or found.name for found in map(definitions.around, range(len(lines) + 2)))

"""An outline beside that of what a file was before is the one that it has alone."""

from collections.abc import Sequence

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from riskcheck.graph.forms import grammar_of
from riskcheck.graph.outline import Definition, Outline

ANY = ["", "}", "    }", "{", "/* x", "*/", "// y", '"', "        pass"]
LINES = {
    "a.py": [
        "class A:", "    @property", "    def b(self,", "          c):", "        return 1", "D = (", ")", '"""',
        "# e",
    ],
    "a.ts": [
        "export class A {", "  b(c) {", "  d = async () => {", "const e = (f,", "  g) => {", "export { h", "};", "`",
        "namespace I {", "function b(", "  return b(", "  j()", "exports.b = function (c) {", "module.exports.k = 1;",
    ],
    "a.go": [
        "type A struct {", "func (a *A) b(", ") int {", "var (", "\tc = 1", "\tD", ")", "func b() {", "//go:embed x",
    ],
    "a.rs": [
        "impl A for B {", "    pub fn c(&self)", "where T: D {", "#[test]", "mod e {", "pub struct A;",
        "const F: u8 =",
    ],
    "a.java": [
        "public class A {", "    @B", "    private static int c(int d,", "        int e) {",
        "    static final int F = 1;", "    enum G {", "    return c(1);",
    ],
    "a.kt": ["class A(", ") {", "    companion object {", "    fun b() = 1", "    val c: Int", "fun <T> T.d() {"],
    "a.cs": [
        "namespace A {", "    class B", "    {", "        public int C { get; }", "        int D(int e)", "#if X",
        "#endif",
    ],
    "a.c": [
        "#define A(b) \\", "static int c(int d,", "  int e)", "struct F {", "int c(void);", "label:", "int g() {",
        "#endif",
    ],
    "a.rb": ["class A", "  def b(c)", "    1", "  end", "end", "D = 1", "  private def e"],
    "a.php": ["class A {", "    private function b(", "    ) {", "    const C = 1;", "function d() {", "#[E]"],
    "a.proto": ["message A {", "  string b = 1;", "  map<string,", "  int32> c = 2;", "service D {", "  rpc E (F)"],
    "a.graphql": ["type A {", "  b(", "    c: Int", "  ): D", "  e: F", "extend type A {", "# g"],
}  # fmt: skip


def said(outline: Outline, lines: Sequence[str]) -> list[tuple[str, bool, tuple[Definition, ...]]]:
    names = outline.names_at(range(1, len(lines) + 1))
    return [(name, outline.is_shared(name), outline.definitions(name)) for name in names]


@pytest.mark.parametrize("path", LINES)
@given(data=st.data())
@settings(max_examples=60, deadline=None)
def test_lines_that_were_there_before_are_not_searched_again(path: str, data: st.DataObject) -> None:
    grammar = grammar_of(path)
    assert grammar is not None
    some = st.lists(st.sampled_from([*LINES[path], *ANY]), max_size=12)
    head, tail, old, new = (data.draw(some) for _ in range(4))
    before, after = [*head, *old, *tail], [*head, *new, *tail]

    beside = Outline("\n".join(after), grammar, Outline("\n".join(before), grammar))

    assert said(beside, after) == said(Outline("\n".join(after), grammar), after)

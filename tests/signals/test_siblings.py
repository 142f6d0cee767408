"""New routes beside guarded ones."""

import os

import pytest

from riskcheck.contents import Contents
from riskcheck.core.change import Changeset, Skipped
from riskcheck.core.signal import Signal
from riskcheck.repository import Repository
from riskcheck.signals import Context, siblings
from riskcheck.sources import revisions
from tests.builders import a_patch
from tests.gitrepo import GitRepo

EXPRESS = """\
router.get("/projects", requireSession, async (req, res) => {
  res.json([]);
});
router.post("/projects", requireSession, requireRole("editor"), async (req, res) => {
  res.json({});
});
"""
FLASK = """\
@app.get("/notes")
@login_required
def notes():
    return []


@app.post("/notes")
@login_required
def add():
    return {}
"""
FASTAPI = """\
@router.get("/notes")
async def notes(user: User = Depends(current_user)):
    return []


@router.post("/notes")
async def add(note: Note, user: User = Depends(current_user)):
    return {}
"""
SPRING = """\
class Notes {
    @PreAuthorize("hasRole('USER')")
    @GetMapping("/notes")
    public List<Note> all() {
        return List.of();
    }

    @PostMapping("/notes")
    @PreAuthorize("hasRole('USER')")
    public Note add() {
        return null;
    }
"""
ASP = """\
public class Notes
{
    [Authorize]
    [HttpGet("notes")]
    public IActionResult All() => Ok();

    [HttpPost("notes")]
    [Authorize(Roles = "editor")]
    public IActionResult Add() => Ok();
"""
GO = """\
func routes(mux *http.ServeMux) {
	mux.Handle("/notes", requireUser(all))
	mux.Handle("/notes/new", requireUser(add))
"""


def unguarded(repo: GitRepo, path: str, before: str, added: str) -> list[str]:
    repo.write(path, before)
    repo.commit()
    repo.write(path, before + added)
    repo.commit()
    repository = Repository.find(str(repo.folder), os.environ)
    changeset = revisions.read_commit(repository, "HEAD")
    answers = siblings.observe(changeset, Context(contents=Contents(changeset, repository)))
    return [place.message for answer in answers if isinstance(answer, Signal) for place in answer.evidence]


@pytest.mark.parametrize(
    ("path", "before", "added"),
    [
        ("src/a.ts", EXPRESS, 'router.post("/drop", async (req, res) => {\n  res.end();\n});\n'),
        ("src/a.py", FLASK, '\n\n@app.post("/drop")\ndef drop():\n    return {}\n'),
        ("src/a.py", FASTAPI, '\n\n@router.post("/drop")\nasync def drop(note: Note):\n    return {}\n'),
        ("src/A.java", SPRING, '\n    @PostMapping("/drop")\n    public void drop() {\n    }\n}\n'),
        ("src/A.cs", ASP, '\n    [HttpPost("/drop")]\n    public IActionResult Drop() => Ok();\n}\n'),
        ("src/a.go", GO, '\tmux.Handle("/drop", drop)\n}\n'),
    ],
)
def test_a_new_route_that_lacks_what_the_others_have(repo: GitRepo, path: str, before: str, added: str) -> None:
    assert unguarded(repo, path, before, added) == ["/drop has no guard, and all 2 others have one"]


@pytest.mark.parametrize(
    ("path", "before", "added"),
    [
        pytest.param("src/a.ts", EXPRESS, 'router.post("/drop", requireSession, drop);\n', id="guarded"),
        pytest.param("src/a.ts", EXPRESS, 'router.get("/health", (req, res) => res.end());\n', id="meant for all"),
        pytest.param(
            "src/a.ts", "router.use(requireSession);\n" + EXPRESS, 'router.post("/a", f);\n', id="guard of all"
        ),
        pytest.param("src/a.ts", EXPRESS + 'router.get("/a", f);\n', 'router.get("/b", f);\n', id="not all guarded"),
        pytest.param("src/a.ts", "", 'router.post("/drop", drop);\n', id="no others"),
        pytest.param("src/a.py", FLASK, '\n\n@app.post("/drop")\n@login_required\ndef drop():\n    pass\n', id="flask"),
        pytest.param("src/A.cs", "[Authorize]\n" + ASP, '    [HttpPost("x")]\n    public void X() {}\n}\n', id="class"),
        pytest.param("src/a.go", GO, '\tmux.Handle("/drop", requireUser(drop))\n}\n', id="go"),
    ],
)
def test_routes_of_which_nothing_is_missing(repo: GitRepo, path: str, before: str, added: str) -> None:
    assert unguarded(repo, path, before, added) == []


def test_a_bare_diff_does_not_show_the_others() -> None:
    changeset = Changeset("patch", "t", patches=(a_patch("src/a.js", ('+router.get("/a", f);',)),))

    assert [type(answer) for answer in siblings.observe(changeset, Context())] == [Skipped]

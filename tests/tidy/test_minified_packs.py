import shutil
from pathlib import Path

import pytest

from app.web.http.assets import MINIFIED, Assets, Snapshot
from scripts.minify import ESBUILD, main, minify


@pytest.fixture(scope="module")
def minified(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Snapshot, Snapshot]:
    """A copy of the static files with minified packs, and the packs before and after."""
    root = Path(__file__).resolve().parents[2]
    static = Path(shutil.copytree(root / "static", tmp_path_factory.mktemp("course") / "static", ignore=shutil.ignore_patterns(MINIFIED)))
    return static, *minify(static, ESBUILD)


@pytest.fixture
def static(minified: tuple[Path, Snapshot, Snapshot], tmp_path: Path) -> Path:
    return Path(shutil.copytree(minified[0], tmp_path / "static"))


def test_the_server_finds_the_minified_form_of_every_pack(minified: tuple[Path, Snapshot, Snapshot]) -> None:
    static, before, after = minified
    assert Assets(static).snapshot().packs == after.packs
    assert before.packs.keys() == after.packs.keys()
    assert {name for name, pack in after.packs.items() if len(pack.compressed) > 0.95 * len(before.packs[name].compressed)} == set()


def test_an_edit_is_served_whatever_was_minified_before(minified: tuple[Path, Snapshot, Snapshot], static: Path) -> None:
    after = minified[2]
    sheet = static / "css" / "base.css"
    sheet.write_text(f"{sheet.read_text(encoding='utf-8')}\n/* an edit */\n", encoding="utf-8")
    edited = Assets(static).snapshot()
    assert b"/* an edit */" in edited.packs["packs/faultline.css"].content
    assert edited.packs["packs/player.js"] == after.packs["packs/player.js"]


def test_what_was_minified_from_other_sources_is_removed(root: Path, static: Path, capsys: pytest.CaptureFixture[str]) -> None:
    # As the container does it: a binary, and no Node.
    [binary] = root.glob("node_modules/@esbuild/*/bin/esbuild")
    old = static / MINIFIED / "0123456789abcdef.js"
    old.write_text("", encoding="utf-8")
    assert main(["--static", str(static), "--esbuild", str(binary)]) == 0
    assert not old.exists()
    assert "packs/player.js" in capsys.readouterr().out

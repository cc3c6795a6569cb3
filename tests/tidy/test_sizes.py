from pathlib import Path

from tests.tidy.sizes import LIMITS, Limits, too_long


def test_no_file_and_no_function_is_too_long(root: Path) -> None:
    assert too_long(root, LIMITS) == []


def test_a_long_file_and_a_long_function_are_named(tmp_path: Path) -> None:
    (tmp_path / "a.py").write_text("def f():\n" + "    f()\n" * 3, encoding="utf-8")
    (tmp_path / "b.css").write_text("\n" * 9, encoding="utf-8")
    (tmp_path / "c.js").write_text("\n", encoding="utf-8")
    assert too_long(tmp_path, Limits({".py": 3, ".css": 8, ".js": 1}, 3)) == [
        "a.py has 4 lines, 3 at most",
        "a.py:1 f has 4 lines, 3 at most",
        "b.css has 9 lines, 8 at most",
    ]


def test_vendored_files_have_no_limit(tmp_path: Path) -> None:
    (tmp_path / "static" / "vendor").mkdir(parents=True)
    (tmp_path / "static" / "vendor" / "x.js").write_text("\n" * 9, encoding="utf-8")
    assert too_long(tmp_path, Limits({".js": 1}, 1)) == []

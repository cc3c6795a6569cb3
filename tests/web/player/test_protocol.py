"""The browser's declaration of the socket's messages is made from the Python types, and stays equal to them."""

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[3]
DECLARATION = ROOT / "static" / "js" / "protocol.d.ts"


def generator(*arguments: str) -> subprocess.CompletedProcess[str]:
    """Run the generator as a developer would."""
    return subprocess.run(
        [sys.executable, str(ROOT / "scripts" / "gen_protocol.py"), *arguments], capture_output=True, text=True, check=False, timeout=60
    )


def test_the_declaration_in_the_tree_is_what_the_types_make() -> None:
    done = generator("--check")
    assert (done.returncode, done.stderr) == (0, "")


def test_a_declaration_that_differs_from_the_types_is_noticed(tmp_path: Path) -> None:
    drifted = tmp_path / "protocol.d.ts"
    drifted.write_text(DECLARATION.read_text(encoding="utf-8").replace("readonly chosen: number;", "readonly chosen: string;"), encoding="utf-8")
    done = generator("--check", "--output", str(drifted))
    assert done.returncode == 1
    assert "protocol.d.ts differs from app/web/player/protocol.py" in done.stderr


def test_a_missing_declaration_is_noticed_and_writing_it_repairs_it(tmp_path: Path) -> None:
    absent = tmp_path / "protocol.d.ts"
    assert generator("--check", "--output", str(absent)).returncode == 1
    assert generator("--output", str(absent)).returncode == 0
    assert generator("--check", "--output", str(absent)).returncode == 0


def test_names_are_those_of_the_json_and_only_what_may_be_absent_is_optional() -> None:
    text = DECLARATION.read_text(encoding="utf-8")
    assert "readonly from: string;" in text
    assert 'readonly type: "choose";' in text
    assert "readonly choices?: readonly number[] | null;" in text, "the browser may leave out what has a default"
    assert "readonly label: string;" in text
    assert "readonly idle: boolean;" in text, "the server always writes it"
    assert "readonly message?: MessageRecord | null;" in text, "omitted when it has its default"


def test_the_answers_of_searches_are_declared_too_and_a_list_of_lists_can_be_read_by_the_compiler() -> None:
    text = DECLARATION.read_text(encoding="utf-8")
    assert "export type SearchLine = Progress | Endings | RefusedJob;" in text
    assert "export interface Shrunk {" in text
    assert "readonly cells: readonly (readonly CellRecord[])[];" in text

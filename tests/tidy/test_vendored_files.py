import json
import re
import shutil
from pathlib import Path

import pytest

from scripts import vendor


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    return Path(shutil.copytree(vendor.VENDOR, tmp_path / "vendor"))


def test_every_vendored_file_is_the_one_in_the_lock() -> None:
    assert vendor.differences() == []


def test_a_changed_byte_is_noticed(copy: Path) -> None:
    content = bytearray((copy / "lit.js").read_bytes())
    content[100] ^= 1
    (copy / "lit.js").write_bytes(content)
    assert vendor.differences(copy) == ["lit.js is not the file that was vendored"]


def test_a_missing_licence_and_an_unknown_file_are_noticed(copy: Path) -> None:
    (copy / "htmx.LICENSE.txt").unlink()
    (copy / "extra.js").write_text("", encoding="utf-8")
    assert vendor.differences(copy) == ["extra.js is not in vendor.lock.json", "htmx.LICENSE.txt is missing"]


def test_the_lock_repeats_the_versions_and_the_integrity_of_the_package_lock(root: Path) -> None:
    locked = json.loads((root / "package-lock.json").read_text(encoding="utf-8"))["packages"]
    entries = json.loads(vendor.LOCK.read_text(encoding="utf-8"))["files"]
    packages = [package for entry in entries for package in entry["packages"]]
    expected = [
        (name, locked[f"node_modules/{name}"]["version"], locked[f"node_modules/{name}"]["integrity"])
        for names in vendor.PACKAGES.values()
        for name in names
    ]
    assert [(package["package"], package["version"], package["integrity"]) for package in packages] == expected


def test_lit_gives_every_directive_and_runs_under_a_strict_policy() -> None:
    text = (vendor.VENDOR / "lit.js").read_text(encoding="utf-8")
    exported = set(re.findall(r"\bas (\w+)", text[text.rindex("export{") :]))
    assert {"LitElement", "html", "svg", "css", "nothing", "render"} | {name for names in vendor.DIRECTIVES.values() for name in names} <= exported
    assert "eval(" not in text
    assert "new Function" not in text


def test_the_types_of_lit_name_what_the_bundle_names() -> None:
    assert (vendor.VENDOR / "lit.d.ts").read_text(encoding="utf-8").endswith(vendor.lit_entry("../../node_modules/lit"))

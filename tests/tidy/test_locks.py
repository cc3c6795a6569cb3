import json
import re
import tomllib
from pathlib import Path

import pytest

LOCKS = ("requirements.lock", "requirements-dev.lock", "requirements-node.lock")
PIN = re.compile(r"^([a-z0-9-]+)==(\S+)")


def requirements(text: str) -> list[str]:
    """Return the requirements of a lock, continued lines joined."""
    return [line for line in text.replace("\\\n", " ").splitlines() if line.strip() and not line.startswith("#")]


def unlocked(text: str) -> list[str]:
    """Return the requirements that have no exact version or no hash."""
    return [line for line in requirements(text) if not PIN.match(line) or not re.search(r" --hash=sha256:[0-9a-f]{64}", line)]


def pins(path: Path) -> dict[str, str]:
    """Return package → version of a lock."""
    matches = [PIN.match(line) for line in requirements(path.read_text(encoding="utf-8"))]
    return {found[1]: found[2] for found in matches if found}


def addresses(lock: dict[str, object]) -> list[str]:
    """Return the packages of a package-lock that say from where they come, or do not say what they are."""
    packages = lock["packages"]
    assert isinstance(packages, dict)
    return [name for name, record in packages.items() if name and ("resolved" in record or not record.get("integrity", "").startswith("sha512-"))]


@pytest.mark.parametrize("name", LOCKS)
def test_every_requirement_is_an_exact_version_with_hashes(root: Path, name: str) -> None:
    text = (root / name).read_text(encoding="utf-8")
    assert requirements(text) != []
    assert unlocked(text) == []


@pytest.mark.parametrize("name", LOCKS)
def test_no_lock_names_an_address_or_an_option(root: Path, name: str) -> None:
    text = (root / name).read_text(encoding="utf-8")
    assert not re.search(r"://|^\s*-[a-zA-Z-]+\s|^--(?!hash)|^\s+#", text, re.MULTILINE)


def test_a_requirement_without_hash_or_exact_version_is_noticed() -> None:
    digest = "0" * 64
    text = f"good==1.0 \\\n    --hash=sha256:{digest}\nloose>=1.0 \\\n    --hash=sha256:{digest}\nbare==1.0\n"
    assert [line.split("=")[0] for line in unlocked(text)] == ["loose>", "bare"]


def test_the_run_lock_has_every_dependency_and_the_development_lock_the_same_versions(root: Path) -> None:
    project = tomllib.loads((root / "pyproject.toml").read_text(encoding="utf-8"))
    wanted = {re.split(r"[\[<>=;]", item)[0] for item in project["project"]["dependencies"] + project["dependency-groups"]["build"]}
    run, dev = pins(root / "requirements.lock"), pins(root / "requirements-dev.lock")
    assert wanted - set(run) == set()
    assert {name: dev.get(name) for name in run} == run


def test_the_package_lock_has_integrity_and_no_addresses(root: Path) -> None:
    assert addresses(json.loads((root / "package-lock.json").read_text(encoding="utf-8"))) == []


def test_an_address_or_a_missing_integrity_in_a_package_lock_is_noticed() -> None:
    lock = {"packages": {"": {}, "a": {"integrity": "sha512-x"}, "b": {"integrity": "sha512-x", "resolved": "somewhere"}, "c": {"version": "1"}}}
    assert addresses(lock) == ["b", "c"]


def test_the_javascript_packages_are_exact_versions(root: Path) -> None:
    package = json.loads((root / "package.json").read_text(encoding="utf-8"))
    assert "dependencies" not in package
    assert [name for name, version in package["devDependencies"].items() if not re.fullmatch(r"\d+\.\d+\.\d+", version)] == []

"""The same run gives the same bytes in every Python process, whatever the hash seed."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from app.concepts import catalogue

# A concept that is right but for one thing: it tells its processes in the order of a set.
PLANTED = """
from msgspec.structs import replace
from app.concepts.server_crash import CONCEPT as GOOD
from app.kernel.network import Network
from app.kernel.roles import Role, Send, become

class Careless(Role):
    def on_start(self, me):
        return become("told", *(Send(name, "hello") for name in {{names}}))

CONCEPT = replace(
    GOOD, slug="planted", parameters=(), scenarios=(), properties=(), outcomes=(), symmetry=None,
    build=lambda values: Network({{"a": Careless()}} | {{name: Role() for name in ("b", "c", "d", "e", "f")}}),
    outcome=lambda now: {{}}, view=lambda now: [m.receiver for m in now.state.messages],
    label=lambda now, event: f"{{event.kind}} {{event.process}}", narrate=lambda before, step: str(step.acts),
    panels=lambda trace, number: (), program=(), show=str,
)
""".replace("{{", "{").replace("}}", "}")


def digest(module: str, seed: str, root: Path, *path: Path) -> bytes:
    """Give what a concept shows, from a process of its own with this hash seed."""
    environment = os.environ | {"PYTHONHASHSEED": seed, "PYTHONPATH": os.pathsep.join(map(str, (root, *path)))}
    done = subprocess.run([sys.executable, "-m", "tests.concepts.digest", module], cwd=root, env=environment, capture_output=True, check=False)
    assert done.returncode == 0, done.stderr.decode()
    return done.stdout


@pytest.mark.parametrize("slug", list(catalogue()))
def test_the_hash_seed_changes_nothing(slug: str, root: Path) -> None:
    module = f"app.concepts.{slug.replace('-', '_')}"
    first = digest(module, "0", root)
    assert len(first) > 1_000
    assert digest(module, "1", root) == first
    assert digest(module, "4242", root) == first


@pytest.mark.parametrize(("names", "caught"), [('{"b", "c", "d", "e", "f"}', True), ('("b", "c", "d", "e", "f")', False)])
def test_a_concept_that_iterates_a_set_is_caught(names: str, caught: bool, root: Path, tmp_path: Path) -> None:
    (tmp_path / "planted_concept.py").write_text(PLANTED.replace("{names}", names), encoding="utf-8")
    digests = {digest("planted_concept", seed, root, tmp_path) for seed in ("0", "1", "2")}
    assert (len(digests) > 1) is caught

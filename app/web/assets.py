"""Static files under addresses that change with their content, so that browsers keep them for good, and the import map that says so to modules."""

import hashlib
import json
import time
from base64 import b64encode
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from threading import Lock

from starlette.responses import Response
from starlette.staticfiles import StaticFiles
from starlette.types import Scope

PREFIX = "/static"
BARE_IMPORTS = {"lit": "vendor/lit.js"}
PLAYER = "js/player/sim-player.js"
KEEP_FOR_GOOD = "public, max-age=31536000, immutable"
ASK_AGAIN = "no-cache"
LOOK_AGAIN_AFTER = 1.0


@dataclass(frozen=True)
class Snapshot:
    """The static files as they are now. A request uses one snapshot throughout, so that its page and its headers agree."""

    versions: Mapping[str, str]
    import_map: str
    import_map_hash: str

    def has(self, path: str) -> bool:
        """Whether there is such a file."""
        return path in self.versions

    def url(self, path: str) -> str:
        """The address of a file, with its version; KeyError for a file that does not exist."""
        return f"{PREFIX}/{path}?v={self.versions[path]}"

    @property
    def player_modules(self) -> tuple[str, ...]:
        """All that the player imports, to be fetched at once instead of one after the other."""
        modules = [path for path in self.versions if path.startswith("js/player/") and path.endswith(".js")]
        return tuple(self.url(path) for path in [*modules, *BARE_IMPORTS.values()] if path in self.versions)


class Assets:
    """Looks at the static files, at most once a second, so that an edited file needs no restart."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._lock = Lock()
        self._signatures: dict[str, tuple[int, int]] | None = None
        self._snapshot = self._look()
        self._looked = time.monotonic()

    def snapshot(self) -> Snapshot:
        """The files now."""
        with self._lock:
            if time.monotonic() - self._looked > LOOK_AGAIN_AFTER:
                self._snapshot = self._look()
                self._looked = time.monotonic()
            return self._snapshot

    def _look(self) -> Snapshot:
        files = {path.relative_to(self.folder).as_posix(): path for path in sorted(self.folder.rglob("*")) if path.is_file()}
        stats = {name: path.stat() for name, path in files.items()}
        signatures = {name: (stat.st_mtime_ns, stat.st_size) for name, stat in stats.items()}
        if signatures == self._signatures:
            return self._snapshot
        self._signatures = signatures
        versions = {name: hashlib.sha256(path.read_bytes()).hexdigest()[:16] for name, path in files.items()}
        import_map = _import_map(versions)
        digest = b64encode(hashlib.sha256(import_map.encode()).digest()).decode()
        return Snapshot(versions, import_map, f"'sha256-{digest}'")


def _import_map(versions: Mapping[str, str]) -> str:
    """Every module of ours by its plain address, which is what a relative import resolves to, and the bare names."""
    ours = {name: version for name, version in versions.items() if name.startswith("js/") and name.endswith(".js")}
    modules = {f"{PREFIX}/{name}": f"{PREFIX}/{name}?v={version}" for name, version in ours.items()}
    bare = {word: f"{PREFIX}/{name}?v={versions[name]}" for word, name in BARE_IMPORTS.items() if name in versions}
    # The text stands inside a script element; no file name may end that.
    return json.dumps({"imports": modules | bare}, separators=(",", ":")).replace("<", "\\u003c")


class VersionedFiles(StaticFiles):
    """Serves the files; for good under their present version, else only to be asked for again."""

    def __init__(self, assets: Assets) -> None:
        super().__init__(directory=assets.folder)
        self.assets = assets

    async def get_response(self, path: str, scope: Scope) -> Response:
        """The file with its caching."""
        response = await super().get_response(path, scope)
        asked = scope.get("query_string", b"").decode("latin-1")
        current = self.assets.snapshot().versions.get(Path(path).as_posix())
        response.headers["Cache-Control"] = KEEP_FOR_GOOD if current and asked == f"v={current}" else ASK_AGAIN
        return response

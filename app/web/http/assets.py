"""Static files under addresses that change with their content, so that browsers keep them for good, and the packs that are made of them."""

import gzip
import hashlib
import logging
import time
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from threading import Lock

from starlette.datastructures import Headers
from starlette.responses import Response
from starlette.staticfiles import StaticFiles
from starlette.types import Scope

from app.web.http.packs import Packer, PackError, stylesheet

PREFIX = "/static"
BARE_IMPORTS = {"lit": "vendor/lit.js"}
#: Pack → the module or sheet that it begins with.
SCRIPTS = {"packs/site.js": "js/site/main.js", "packs/player.js": "js/player/main.js"}
SHEETS = {"packs/faultline.css": "css/faultline.css"}
#: Where packs lie in fewer bytes, each named by the hash of the text that it was made of (scripts/minify.py).
MINIFIED = "minified"
KEEP_FOR_GOOD = "public, max-age=31536000, immutable"
ASK_AGAIN = "no-cache"
LOOK_AGAIN_AFTER = 1.0

log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Pack:
    """A file that is made of others, and the same compressed, once and for all who ask."""

    content: bytes
    compressed: bytes
    media_type: str


@dataclass(frozen=True)
class Snapshot:
    """The static files as they are now. A request uses one snapshot throughout, so that its page and its headers agree."""

    versions: Mapping[str, str]
    packs: Mapping[str, Pack]

    def url(self, path: str) -> str:
        """The address of a file or pack, with its version; KeyError for one that does not exist."""
        return f"{PREFIX}/{path}?v={self.versions[path]}"


class Assets:
    """Looks at the static files, at most once a second, so that an edited file needs no restart."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._lock = Lock()
        self._signatures = self._sign()
        self._snapshot = taken(folder, self._signatures)
        self._looked = time.monotonic()

    def snapshot(self) -> Snapshot:
        """The files now; as long as an edited module cannot be packed, the files as they were before."""
        with self._lock:
            if time.monotonic() - self._looked > LOOK_AGAIN_AFTER:
                self._look()
                self._looked = time.monotonic()
            return self._snapshot

    def _look(self) -> None:
        signatures = self._sign()
        if signatures == self._signatures:
            return
        self._signatures = signatures
        try:
            self._snapshot = taken(self.folder, signatures)
        except PackError as error:
            log.warning("the scripts and styles stay as they were: %s", error)

    def _sign(self) -> dict[str, tuple[int, int]]:
        """Time and size of every file, by its path."""
        stats = {path.relative_to(self.folder).as_posix(): path.stat() for path in sorted(self.folder.rglob("*")) if path.is_file()}
        return {name: (stat.st_mtime_ns, stat.st_size) for name, stat in stats.items()}


def taken(folder: Path, names: Iterable[str], minify: Callable[[str, str], bytes] | None = None) -> Snapshot:
    """Take a snapshot of these files of the folder. PackError if a module cannot be packed.

    ``minify`` takes the name of a pack's minified form, of which the hash is a part, and the pack's text. By default that form is served where it is
    among the files, and else the text: what was minified before an edit is never served after it.
    """
    contents = {name: (folder / name).read_bytes() for name in names}
    versions = {name: version_of(content) for name, content in contents.items()}
    sources = {name: contents[name].decode() for name in contents if name.endswith((".js", ".css"))}
    bare = {word: f"{PREFIX}/{name}?v={versions[name]}" for word, name in BARE_IMPORTS.items() if name in versions}
    packs: dict[str, Pack] = {}

    def keep(name: str, text: str, media_type: str) -> str:
        small = f"{MINIFIED}/{version_of(text.encode())}{Path(name).suffix}"
        content = contents.get(small, text.encode()) if minify is None else minify(small, text)
        packs[name] = Pack(content, gzip.compress(content, 9, mtime=0), media_type)
        versions[name] = version_of(content)
        return f"{PREFIX}/{name}?v={versions[name]}"

    packer = Packer(sources, bare, lambda path, text: keep(f"packs/{path.removeprefix('js/')}", text, "text/javascript"))
    for name, entry in SCRIPTS.items():
        if entry in sources:
            keep(name, packer.pack(entry), "text/javascript")
    for name, entry in SHEETS.items():
        if entry in sources:
            keep(name, stylesheet(entry, sources), "text/css")
    return Snapshot(versions, packs)


def version_of(content: bytes) -> str:
    """Return what tells this content from any other."""
    return hashlib.sha256(content).hexdigest()[:16]


class VersionedFiles(StaticFiles):
    """Serves the files and packs; for good under their present version, else only to be asked for again."""

    def __init__(self, assets: Assets) -> None:
        super().__init__(directory=assets.folder)
        self.assets = assets

    async def get_response(self, path: str, scope: Scope) -> Response:
        """The file or pack with its caching."""
        snapshot, name = self.assets.snapshot(), Path(path).as_posix()
        made = snapshot.packs.get(name)
        response = await super().get_response(path, scope) if made is None else packed(made, Headers(scope=scope))
        asked = scope.get("query_string", b"").decode("latin-1")
        current = snapshot.versions.get(name)
        response.headers["Cache-Control"] = KEEP_FOR_GOOD if current and asked == f"v={current}" else ASK_AGAIN
        return response


def packed(made: Pack, headers: Headers) -> Response:
    """A pack as an answer, compressed for those who take it so."""
    if "gzip" not in headers.get("accept-encoding", ""):
        return Response(made.content, media_type=made.media_type, headers={"Vary": "Accept-Encoding"})
    return Response(made.compressed, media_type=made.media_type, headers={"Content-Encoding": "gzip", "Vary": "Accept-Encoding"})

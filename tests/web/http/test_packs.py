"""Packing: modules run once, after what they import, with the same names; what cannot be packed is refused and named."""

import json
import os
import re
import subprocess
from pathlib import Path
from urllib.parse import quote

import pytest

from app.web.http.assets import BARE_IMPORTS, SCRIPTS
from app.web.http.packs import Packer, PackError, stylesheet


def run(sources: dict[str, str]) -> str:
    """What the packed modules print, in Node."""
    node = os.environ.get("FAULTLINE_NODE", "node")
    return subprocess.run(
        [node, "--input-type=module", "-"], input=pack("a.js", sources), capture_output=True, text=True, check=True, timeout=60
    ).stdout


def pack(entry: str, sources: dict[str, str]) -> str:
    """The pack of an entry; what is fetched when it is needed lies in its address."""
    return Packer(sources, {"node": "node:path"}, lambda path, text: f"data:text/javascript,{quote(text)}").pack(entry)


def test_a_module_gets_what_it_imports_under_the_names_it_chose():
    sources = {
        "a.js": 'import { join } from "node";\nimport {\n  one as uno,\n  Two,\n} from "./b/b.js";\n'
        'console.log(uno(), new Two().name, join("x", "y"));\n',
        "b/b.js": 'import { three } from "../c.js";\nexport function one() {\n  return three;\n}\nexport class Two {\n  name = "two";\n}\n',
        "c.js": "export const three = 3;\n",
    }
    assert run(sources) == "3 two x/y\n"


def test_modules_run_once_and_after_those_they_import_even_when_nothing_is_taken_from_them():
    sources = {
        "a.js": 'import "./b.js";\nimport { c } from "./c.js";\nconsole.log("a", c);\n',
        "b.js": 'import { c } from "./c.js";\nconsole.log("b", c);\n',
        "c.js": 'console.log("c");\nexport const c = 1;\n',
    }
    assert run(sources) == "c\nb 1\na 1\n"


def test_modules_do_not_see_each_others_private_names():
    sources = {
        "a.js": 'import { f } from "./b.js";\nconst secret = 1;\nconsole.log(secret, f());\n',
        "b.js": "const secret = 2;\nexport function f() {\n  return secret;\n}\n",
    }
    assert run(sources) == "1 2\n"


def test_generators_and_async_functions_are_exported_too():
    sources = {
        "a.js": 'import { f, g } from "./b.js";\nconsole.log([...g()].length);\nf().then(console.log);\n',
        "b.js": "export async function f() {\n  return 9;\n}\nexport function* g() {\n  yield 1;\n}\n",
    }
    assert run(sources) == "1\n9\n"


def test_what_is_imported_when_it_is_needed_is_a_pack_of_its_own_that_shares_the_modules_of_the_page():
    sources = {
        "a.js": 'import { count } from "./shared.js";\nconsole.log("a", count());\n'
        'import("./b/b.js").then(({ b }) => console.log(b()));\nimport("./c.js").then(({ c }) => console.log(c()));\n',
        "shared.js": "let calls = 0;\nexport function count() {\n  calls += 1;\n  return calls;\n}\n",
        "b/b.js": 'import { join } from "node";\nimport { count } from "../shared.js";\nimport { both } from "../both.js";\n'
        'export function b() {\n  return [join("x", "y"), both, count()].join(" ");\n}\n',
        "c.js": 'import { count } from "./shared.js";\nimport { both } from "./both.js";\nexport function c() {\n  return `${both} ${count()}`;\n}\n',
        "both.js": 'console.log("once");\nexport const both = "both";\n',
    }
    kept: dict[str, str] = {}
    first = Packer(sources, {"node": "node:path"}, lambda path, text: kept.setdefault(path, text) and path).pack("a.js")
    assert list(kept) == ["b/b.js", "c.js"]
    assert ('"both"' in first, 'modules["shared.js"] ??=' in kept["b/b.js"]) == (False, False)
    printed = run(sources).splitlines()
    assert (printed[0], printed.count("once")) == ("a 1", 1)
    # Which of the two arrives first is left to the network.
    assert sorted(line for line in printed[1:] if line != "once") in (["both 2", "x/y both 3"], ["both 3", "x/y both 2"])


def test_a_module_that_is_there_already_is_not_imported_when_it_is_needed():
    sources = {"a.js": 'import { b } from "./b.js";\nimport("./b.js");\nconsole.log(b);\n', "b.js": "export const b = 1;\n"}
    with pytest.raises(PackError, match=r"^a\.js imports b\.js by import\(\), and it is there already$"):
        pack("a.js", sources)


def test_a_pack_that_is_fetched_may_fetch_another_but_not_the_one_that_fetched_it():
    sources = {
        "a.js": 'import("./b.js").then(({ b }) => b());\n',
        "b.js": 'export function b() {\n  return import("./c.js").then(({ c }) => console.log(c));\n}\n',
        "c.js": "export const c = 3;\n",
    }
    assert run(sources) == "3\n"
    with pytest.raises(PackError, match=r"^c\.js imports b\.js by import\(\)"):
        pack("a.js", sources | {"c.js": 'export const c = () => import("./b.js");\n'})


def test_documentation_stays_at_home_and_a_cast_beside_code_does_not_take_the_code_with_it():
    text = pack("a.js", {"a.js": "/** What it is. */\nconst x = 1;\n/** @type {X} */ (x).go();\n\n/**\n * More.\n */\nexport const y = 2;\n"})
    assert "What it is" not in text
    assert "More" not in text
    assert "(x).go();" in text


@pytest.mark.parametrize(
    ("line", "named"),
    [
        ('import all from "./b.js";', "import all"),
        ('import * as all from "./b.js";', "import * as all"),
        ("export default 3;", "export default"),
        ("export { x };", "export { x }"),
        ("export let x = 1;", "export let"),
        ("  const b = await import(path);", "import("),
        ("  const b = await import(`./b.js`);", "import("),
        ('  const b = await import("b");', "import("),
        ('  const b = /** @type {import("./b.js").B} */ (x);', "import("),
        ("const here = import.meta.url;", "import.meta"),
    ],
)
def test_a_form_that_cannot_be_packed_is_refused_with_its_file_and_line(line, named):
    with pytest.raises(PackError, match=re.escape(named)) as caught:
        pack("a.js", {"a.js": f"/** Words. */\nconst first = 1;\n{line}\n", "b.js": ""})
    assert str(caught.value).startswith("a.js, line 3: ")
    assert "what can be" in str(caught.value)


def test_a_circle_is_refused_and_named():
    sources = {"a.js": 'import { b } from "./b.js";\nexport const a = 1;\n', "b.js": 'import { a } from "./a.js";\nexport const b = 1;\n'}
    with pytest.raises(PackError, match=r"in a circle: .*a\.js.*b\.js"):
        pack("a.js", sources)


def test_something_missing_is_refused_and_named():
    with pytest.raises(PackError, match=r"^js/lost\.js is imported and does not exist$"):
        pack("js/a.js", {"js/a.js": 'import { x } from "./lost.js";\n'})
    with pytest.raises(PackError, match=r"^js/lost\.js is imported and does not exist$"):
        pack("js/a.js", {"js/a.js": 'import("./lost.js");\n'})
    with pytest.raises(PackError, match=r"^css/lost\.css is imported by css/all\.css"):
        stylesheet("css/all.css", {"css/all.css": '@import "lost.css";\n'})


def test_sheets_stand_in_the_order_of_their_imports():
    sources = {"css/all.css": '/* all */\n@import "b.css";\n@import "a.css";\n', "css/a.css": "a {}\n", "css/b.css": "b {}\n"}
    assert stylesheet("css/all.css", sources) == "/* all */\nb {}\na {}\n"


def test_every_sheet_and_every_module_of_ours_travels(root: Path):
    static = root / "static"
    sheets = {path.name for path in (static / "css").glob("*.css")} - {"faultline.css"}
    assert set(re.findall(r'"(.*?)"', (static / "css/faultline.css").read_text())) == sheets
    sources = {path.relative_to(static).as_posix(): path.read_text() for path in (static / "js").rglob("*.js")}
    texts: list[str] = []

    def keep(path: str, text: str) -> str:
        texts.append(text)
        return path

    texts += [Packer(sources, dict.fromkeys(BARE_IMPORTS, "x"), keep).pack(entry) for entry in SCRIPTS.values()]
    packed = "".join(texts)
    # The theme is set by a script of its own, before anything is drawn.
    assert {path for path in sources if f"modules[{json.dumps(path)}] ??= " not in packed} == {"js/site/theme.js"}

from __future__ import annotations

from pathlib import Path

import pytest
from django.contrib.staticfiles.finders import find

from edgewise.config.static.bundles import HTMX, MODULES, STYLES, CannotJoin, bundles, join_modules, join_styles


def test_a_sheet_names_its_files_from_where_the_bundle_stands() -> None:
    sheets = {
        "web/a.css": 'b { src: url("fonts/x.woff2") }',
        "web/b.css": "i { background: url(data:image/png;base64,AA) url(#mark) }",
    }
    assert join_styles("rooms/room.css", ("web/a.css", "web/b.css"), sheets.__getitem__).splitlines() == [
        'b { src: url("../web/fonts/x.woff2") }',
        "i { background: url(data:image/png;base64,AA) url(#mark) }",
    ]


def test_each_module_stands_once_after_what_it_imports() -> None:
    modules = {
        "js/a.js": 'import { two } from "./b.js";\nimport * as c from "./c.js";\nexport const one = two + c.three;',
        "js/b.js": 'import { three } from "./c.js";\nexport async function two() { return three; }',
        "js/c.js": "export const three = 3;\nconst unseen = 4;",
    }
    assert join_modules(("js/a.js",), modules.__getitem__).splitlines() == [
        "const module0 = (() => { // js/c.js",
        "const three = 3;",
        "const unseen = 4;",
        "return { three };",
        "})();",
        "const module1 = (() => { // js/b.js",
        "const { three } = module0;",
        "async function two() { return three; }",
        "return { two };",
        "})();",
        "const module2 = (() => { // js/a.js",
        "const { two } = module1;",
        "const c = module0;",
        "const one = two + c.three;",
        "return { one };",
        "})();",
    ]


def test_a_script_that_is_no_module_makes_its_global_first() -> None:
    sources = {HTMX: "var htmx = { swap: 1 };", "js/a.js": "window.htmx.swap;"}
    assert join_modules((HTMX, "js/a.js"), sources.__getitem__).splitlines() == [
        f"window.htmx = (() => {{ // {HTMX}",
        "var htmx = { swap: 1 };",
        "return htmx;",
        "})();",
        "const module1 = (() => { // js/a.js",
        "window.htmx.swap;",
        "return {  };",
        "})();",
    ]


@pytest.mark.parametrize(
    "line",
    [
        "export let changes = 1;",  # whoever imports it would keep its first value
        "export default one;",
        'import { a as b } from "./b.js";',
        'import x from "./b.js";',
        'import { a } from "elsewhere";',
        "import { a,",
    ],
)
def test_what_is_not_understood_is_refused_and_named(line: str) -> None:
    modules = {"js/a.js": f"const fine = 1;\n{line}", "js/b.js": ""}
    with pytest.raises(CannotJoin) as refused:
        join_modules(("js/a.js",), modules.__getitem__)
    assert str(refused.value).startswith(f"js/a.js: {line!r} cannot be joined.")


def test_modules_that_import_each_other_are_refused() -> None:
    modules = {"js/a.js": 'import { b } from "./b.js";', "js/b.js": 'import { a } from "./a.js";'}
    with pytest.raises(CannotJoin, match=r"js/a\.js"):
        join_modules(("js/a.js",), modules.__getitem__)


def test_the_bundles_of_this_version_can_be_joined_and_none_is_named_as_a_source() -> None:
    def read(name: str) -> str:
        path = find(name)
        assert path, name
        return Path(path).read_text()

    made = dict(bundles(read))
    assert list(made) == [*STYLES, *MODULES]
    assert [name for name in made if find(name)] == []
    assert [name for name in MODULES if made[name].count("// rooms/js/context.js") != 1] == []

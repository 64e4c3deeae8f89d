"""The house keeps its order: imports go one way, rules stand where a reader looks for
them."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from board.config import PACKAGE

# Left to right. A module imports only from its left.
PARTS = """
    clock text codes markdown folding words places network forms private tiles
    settings_check config settings_read keyed settings_shown disk assets languages
    drawing saying theirs cards htmx prefix browser errors urls failures error_data sent
    error_pages
    policy one_writer db written several noting mail activity jobs live serving
    accounts page_headers pages
    photos areas rules unsent confirm categories issues corrections campaigns
    tasks events people roles lending one_to_ones introductions training playbooks
    copying rounds boards councils
    follows questions notifications complaints moderation privacy
    figures talent desk home migrations feeds open311 sharing site phone imports safety
    operator numbers kept demo create_app watch doctor cli
    __main__"""
HOUSE = PARTS.split()
# The kinds of file in a feature, left to right; a sub-topic is named first, the kind
# last (`promise_views`). What has another name, such as `merges`, reads or holds rules.
KINDS = (
    *("models", "places things", "sentences", "verbs", "queries actions others"),
    *("forms", "regions", "views", "feature"),
)
# What one feature may use of another. A view, and what stands in for one, may ask who
# is signed in (accounts.session), sign somebody in (accounts.sign_in) and let people
# wait (accounts.throttle, accounts.write_limits); making an account is one page with
# making a home (home/).
SHARED = (
    *("models", "things", "places", "sentences", "verbs", "reasons", "queries"),
    *("search", "filters", "lists", "threads", "actions"),
    *("session", "sign_in", "limits", "throttle", "write_limits"),
)
# What is lent besides, with its reason.
LENT = {
    # an organiser is shown who could be asked, wherever hands are missing
    "people.finding": {"found"},
    # making an account is one page with making a home; who deletes theirs shows that
    # it is them
    "accounts.forms": {"AccountForm", "LinkForm", "ProvedForm", "UseLinkForm"},
    "accounts.proof_views": {"is_fresh", "is_proved"},
    # whoever deletes their account leaves nothing in the browser either
    "accounts.leaving": {"leave_nothing"},
    "accounts.passwords": {"hash_if_typed", "make_hash"},
    # an area and a shape around home are both rings of points
    "areas.boundary": {"Boundary", "Ring", "contains", "read"},
    # every list and form says how an area calls its categories
    "categories.views": {"categories_by_area", "category_of"},
    # the desk ticks posts as the list does
    "campaigns.forms": {"TickList"},
    # how a kind of thing that is confirmed by a mailed link is declared
    "confirm.views": {"Goal", "Kind", "ask", "send", "serve"},
    "confirm.joining_views": {"joining"},
    "confirm.forms": {"VisitorForm"},
    "confirm.signed": {"make", "read"},
    # what a feature lets people answer by the link of a mail
    "confirm.answers": {"ANSWERS", "Answer", "links"},
    # the mail of an evening is drawn before it is its turn to be written
    "mail.drawing": {"draw"},
    # where somebody turns to about their data
    "complaints.words": {"ICO"},
    # rows from elsewhere obey the forms
    "areas.forms": {"AreaForm"},
    "areas.longitude": {"also", "between", "east_of", "turned"},
    "issues.forms": {"CommentForm", "IssueForm", "KINDS", "StateForm"},
    # other systems look around a place as people do
    "issues.nearby": {"MOST_KM", "Place", "around"},
    # and each key has a limit of its own
    "accounts.allowances": {"take", "wait_for"},
    # patterns are posts that are alike
    "issues.likeness": {
        *("BODY", "WEIGHTS", "Post", "Reading", "likeness", "read_all"),
        "rarity",  # of a word in answers as in posts
    },
    "issues.word_stems": {"stem", "stems"},
    # feeds and tables have the filters of their lists
    "issues.list_views": {"wanted"},
    "campaigns.views": {"wanted"},
    "tasks.list_views": {"wanted"},
    # whoever is asked for a task takes a place by the rules of places
    "tasks.deadlines": {"has_begun"},
    "tasks.eligibility": {"off_or_over"},
    "tasks.leading": {"is_led", "lead"},
    # whoever asks another machine does it in one safe way
    "boards.fetching": {"Answer", "NoAnswer", "NotReached", "exchange", "origin"},
    # a playbook is laid out as tasks, at times of the clock
    "tasks.planning": {"FIELDS", "plan"},
    "tasks.repeating": {"chosen_weekdays", "times"},
    # what is copied has all that its kind says, and what repeats goes on repeating
    "tasks.laying_out": {"SHARED"},
    "tasks.series": {"plan"},
    "playbooks.use_forms": {"gated"},
    # a playbook from another board is read as one from a file, and told as ours are
    "playbooks.book": {"Book"},
    "playbooks.book_data": {"NoBook", "from_data"},
    "playbooks.comparing": {"LABELS"},
    "playbooks.days": {"from_the_day"},
    # a feature makes its job known; an operator has one run
    "jobs.run": {"add_job", "jobs", "jobs_alone", "wake"},
    # whoever asks another machine takes turns in one way
    "jobs.asking": {"Round", "take"},
    # an operator draws an area from a file, as the command does
    "imports.geojson": {"Group", "features_of"},
    # whether the database is the program's, for those who look after the board
    "migrations.run": {
        *("can_upgrade", "current", "newest"),
        *("alembic_config", "migrate"),  # of a backup
    },
    # a restored backup erases them again
    "privacy.cleaning": {"clean"},
    "privacy.erased_list": {"listed", "note", "parse"},
    # whoever does not come along with an area that leaves is as if erased
    "privacy.held": {"HELD", "Held"},
    "privacy.purposes": {"Erase"},
    # what a spreadsheet would take for a formula
    "feeds.spreadsheet": {"cell"},
    # a backup holds the files of pictures, and is told which sizes there are; the copy
    # of one's data holds one's own
    "photos.store": {"drop", "is_name", "put", "read", "write"},
    # whoever deletes their account and takes their posts with them hides them
    "moderation.hiding": {"hide_row"},
    "moderation.finding": {"find"},
    # a number that points at a person is shown nowhere
    "one_to_ones.totals": {"FEWEST"},
    # my week shows the newest news as their own page does
    "notifications.entries": {"entry", "gathered"},
    # whatever can have pictures takes them in one way
    "photos.fields": {"PicturesField"},
    "photos.forms": {"IllustratedForm", "photo_changes", "with_pictures"},
    "photos.cover_views": {"cover_page"},
    "photos.pictures": {"Box", "Picture", "SIZES"},
    "photos.pixels": {"covered", "from_ours", "is_bare"},
    # whoever deletes their account gives their places back; who says yes to a session
    # takes one
    "events.attendance": {"attend", "withdraw"},
    "photos.views": {"again", "wait_with", "store_files"},
}
FEATURES = {path.parent.name for path in PACKAGE.glob("*/__init__.py")} - {
    "migrations",
    "live",
    "serving",
    "cli",
    "db",
    "forms",
    "demo",
    "watch",
    "doctor",
}

SOURCES = sorted(path for path in PACKAGE.rglob("*.py") if "versions" not in path.parts)


def name_of(path: Path) -> str:
    """`tasks.actions` for board/tasks/actions.py; the package itself is
    `create_app`."""
    parts = path.relative_to(PACKAGE).with_suffix("").parts
    return (
        ".".join(parts).removesuffix(".__init__")
        if parts != ("__init__",)
        else "create_app"
    )


def kind_of(file: str) -> str:
    """The kind of a file of a feature: `views` for `promise_views`."""
    last = file.rpartition("_")[2]
    return last if last in " ".join(KINDS).split() else "others"


def rank(file: str) -> int:
    """Where a kind of file stands in its folder."""
    return next(at for at, kinds in enumerate(KINDS) if kind_of(file) in kinds.split())


def is_shared(file: str) -> bool:
    """Whether other features may use such a file: `hearer_queries` as `queries`."""
    return file in SHARED or kind_of(file) in SHARED


def imports(path: Path) -> Iterator[tuple[str, str]]:
    """(module of the house, name taken from it) for each import anywhere in a file."""
    for node in ast.walk(ast.parse(path.read_text())):
        if (
            isinstance(node, ast.ImportFrom)
            and node.module
            and node.module.partition(".")[0] == "board"
        ):
            base = node.module.removeprefix("board").removeprefix(".")
            for alias in node.names:
                inner = f"{base}.{alias.name}".strip(".")
                is_module = (PACKAGE / f"{inner.replace('.', '/')}.py").is_file() or (
                    PACKAGE / inner
                ).is_dir()
                yield (inner, "") if is_module else (base or "create_app", alias.name)
        elif isinstance(node, ast.Import):
            yield from (
                (alias.name[6:], "")
                for alias in node.names
                if alias.name.startswith("board.")
            )


def used(path: Path, module: str, name: str) -> set[str]:
    """The names a file takes from a module: the one imported, or those it reads from
    the whole module."""
    if name:
        return {name}
    local = module.rpartition(".")[2]
    tree = ast.parse(path.read_text())
    owned = (
        n
        for n in ast.walk(tree)
        if isinstance(n, ast.Attribute) and isinstance(n.value, ast.Name)
    )
    return {
        node.attr
        for node in owned
        if isinstance(node.value, ast.Name) and node.value.id == local
    }


def calls(path: Path, *names: str) -> list[int]:
    """The lines on which a file calls any of these functions or methods."""
    found = []
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.Call):
            called = node.func
            name = (
                called.attr
                if isinstance(called, ast.Attribute)
                else getattr(called, "id", "")
            )
            found += [node.lineno] if name in names else []
    return found


@pytest.mark.parametrize("path", SOURCES, ids=name_of)
def test_a_module_imports_only_from_its_left(path: Path) -> None:
    me = name_of(path).partition(".")[0]
    wrong = [
        module
        for module, _ in imports(path)
        if HOUSE.index(module.partition(".")[0]) > HOUSE.index(me)
    ]
    assert not wrong, f"{me} stands left of {wrong}"


def test_within_a_feature_each_kind_of_file_knows_only_those_before_it() -> None:
    for path in SOURCES:
        me, _, my_file = name_of(path).partition(".")
        if me not in FEATURES or not my_file:
            continue
        for module, _name in imports(path):
            part, _, file = module.partition(".")
            if part == me and file:
                is_known = rank(file) <= rank(my_file)
                is_known &= (my_file, file) != ("queries", "actions")
                assert is_known, f"{name_of(path)} knows {module}"


def test_no_module_knows_itself_in_a_circle() -> None:
    left = {name_of(path): {module for module, _ in imports(path)} for path in SOURCES}
    while free := {name for name, known in left.items() if not known & left.keys()}:
        left = {name: known for name, known in left.items() if name not in free}
    assert not left, f"these know each other in a circle: {sorted(left)}"


@pytest.mark.parametrize("path", SOURCES, ids=name_of)
def test_features_share_models_queries_and_actions_and_what_is_lent(path: Path) -> None:
    mine = name_of(path).partition(".")[0]
    if mine not in FEATURES:
        assert mine in HOUSE
        return
    for module, name in imports(path):
        part, _, file = module.partition(".")
        if part == mine or part not in FEATURES | {"migrations"} or is_shared(file):
            continue
        taken = used(path, module, name)
        assert taken <= LENT.get(module, set()), f"{mine} takes {taken} from {module}"


def test_only_write_tx_commits() -> None:
    assert {
        name_of(path) for path in SOURCES if calls(path, "commit", "begin_nested")
    } == {"db.transactions"}


def test_only_views_commands_and_jobs_open_a_write_transaction() -> None:
    for path in SOURCES:
        if calls(path, "write_tx"):
            opens = (
                path.stem.endswith("views")
                or path.parent.name == "cli"
                # a try counts before it is looked at, whatever becomes of the request
                or name_of(path) in {"jobs.run", "accounts.throttle"}
                # a command's work, which is long
                or name_of(path) == "kept.restoring"
                # mails are drawn before it is their turn to be written
                or name_of(path) == "notifications.digest"
                # other machines are asked before it is their answer's turn
                or name_of(path) in {"jobs.asking", "boards.asking", "boards.sending"}
                or name_of(path)
                in {
                    f"councils.{job}"
                    for job in ("asking", "hearing", "reports", "turns", "outcomes")
                }
                # the copy of one's data is put together before it asks for its turn
                or name_of(path) == "privacy.copy_job"
                # a large story is counted before it is its turn to be written
                or name_of(path) == "figures.large_story_job"
            )
            assert opens, name_of(path)


@pytest.mark.parametrize("kind", ["models", "queries", "actions"])
def test_rules_and_reads_know_nothing_of_a_request(kind: str) -> None:
    files = [path for path in SOURCES if kind_of(path.stem) == kind]
    assert files
    for path in files:
        for node in ast.walk(ast.parse(path.read_text())):
            if isinstance(node, ast.ImportFrom) and (node.module or "").startswith(
                ("flask", "werkzeug", "wtforms")
            ):
                names = {alias.name for alias in node.names}
                assert names <= {"current_app", "gettext", "lazy_gettext"}, (
                    f"{name_of(path)} imports {names}"
                )


def test_models_never_touch_a_session() -> None:
    for path in SOURCES:
        if kind_of(path.stem) == "models":
            assert ("db", "db") not in set(imports(path)), name_of(path)


def names_from_the_house(tree: ast.Module) -> set[str]:
    """What a file calls what it imports from the house."""
    return {
        alias.asname or alias.name
        for node in ast.walk(tree)
        if isinstance(node, ast.ImportFrom)
        and (node.module or "").partition(".")[0] == "board"
        for alias in node.names
    }


def reached_into(tree: ast.Module) -> Iterator[str]:
    """Each assignment to an attribute or a key of something imported from the house,
    and each call that makes a list or table of others longer."""
    theirs = names_from_the_house(tree)
    for node in ast.walk(tree):
        changed: list[ast.expr] = []
        if isinstance(node, ast.Assign):
            changed = node.targets
        elif isinstance(node, ast.AugAssign | ast.AnnAssign):
            changed = [node.target]
        elif isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
            longer = node.func.attr in ("append", "extend", "setdefault", "insert")
            changed = [node.func] if longer else []
        elif isinstance(node, ast.Call) and getattr(node.func, "id", "") == "setattr":
            changed = [ast.Attribute(node.args[0])]
        for target in changed:
            base = target
            while isinstance(base, ast.Attribute | ast.Subscript):
                base = base.value
            is_part = isinstance(target, ast.Attribute | ast.Subscript)
            # what is noted in the session is everybody's
            if is_part and isinstance(base, ast.Name) and base.id in theirs - {"db"}:
                yield ast.unparse(target)


@pytest.mark.parametrize("path", SOURCES, ids=name_of)
def test_nobody_sets_attributes_or_keys_on_what_belongs_to_others(path: Path) -> None:
    found = list(reached_into(ast.parse(path.read_text())))
    assert not found, f"{name_of(path)} sets {found}: fill a place instead"


@pytest.mark.parametrize("part", ["live", "serving"])
def test_the_stream_and_the_server_know_no_feature(part: str) -> None:
    below = set(HOUSE[: HOUSE.index("accounts")])
    files = [path for path in SOURCES if path.parent.name == part]
    assert files
    for path in files:
        used_parts = {module.partition(".")[0] for module, _ in imports(path)}
        assert used_parts <= below, f"{name_of(path)} knows {used_parts - below}"


def test_only_htmx_reads_or_writes_hx_headers() -> None:
    assert {
        name_of(path) for path in SOURCES if re.search(r"HX-[A-Z]", path.read_text())
    } == {"htmx"}
    # The page cache keeps pages and fragments apart, one level below Flask.
    assert {name_of(path) for path in SOURCES if "hx-request" in path.read_text()} <= {
        "serving.asgi",
        "serving.cache",
    }


def test_every_part_of_the_house_has_its_place() -> None:
    parts = {name_of(path).partition(".")[0] for path in SOURCES}
    assert parts <= set(HOUSE), f"say where {parts - set(HOUSE)} stands"
    assert set(HOUSE) <= parts, f"{set(HOUSE) - parts} are gone"


def test_lines_of_python_end_at_88_columns() -> None:
    """Not counted is what a line tells the linter or the type checker at its end, and
    one long word."""
    long = [
        f"{path.relative_to(PACKAGE)}:{number}"
        for path in SOURCES
        for number, line in enumerate(path.read_text().splitlines(), 1)
        if len(re.sub(r"  # (noqa|type:).*", "", line)) > 88 and " " in line.strip()
    ]
    assert long == []


def test_a_line_of_python_holds_seven_nodes_of_syntax_at_most_on_the_whole() -> None:
    texts = [path.read_text() for path in SOURCES]
    nodes = sum(1 for text in texts for _ in ast.walk(ast.parse(text)))
    lines = sum(bool(line.strip()) for text in texts for line in text.splitlines())
    assert nodes / lines <= 7.0

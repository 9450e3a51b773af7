from hypothesis import given
from hypothesis import strategies as st

from vmuseum.errors import Span
from vmuseum.plan.task import MasterInput, TaskInput, canonical, make_task

NAMES = st.dictionaries(
    st.text(min_size=1, max_size=8), st.text(alphabet="0123456789abcdef", min_size=4, max_size=8), max_size=6
)


def task(inputs, params="{}", title="t", line=1, version=1):
    return make_task("qr.code", version, params, inputs, title=title, span=Span("a.yaml", line, 1))


@given(NAMES, st.randoms())
def test_key_ignores_the_order_of_inputs(names, random):
    rows = [(n, MasterInput(n, d, 1)) for n, d in names.items()]
    mixed = list(rows)
    random.shuffle(mixed)
    assert task(rows).key == task(mixed).key


def test_key_ignores_the_order_of_params():
    assert canonical({"a": 1, "b": [1.5, "ă"]}) == canonical({"b": [1.5, "ă"], "a": 1})


def test_key_ignores_where_a_file_lies_and_which_line_asked():
    one = task([("main", MasterInput("models/a.glb", "ff", 3))], line=4, title="a")
    two = task([("main", MasterInput("masters/b.glb", "ff", 3))], line=9, title="b")
    assert one.key == two.key


def test_key_follows_content_params_version_and_the_name_a_recipe_sees():
    base = task([("main", MasterInput("a", "ff", 3))]).key
    assert task([("main", MasterInput("a", "fe", 3))]).key != base
    assert task([("other", MasterInput("a", "ff", 3))]).key != base
    assert task([("main", MasterInput("a", "ff", 3))], params='{"x":1}').key != base
    assert task([("main", MasterInput("a", "ff", 3))], version=2).key != base


def test_needs_are_the_tasks_behind_the_inputs():
    made = task(
        [
            ("a", TaskInput("k2", "x")),
            ("b", TaskInput("k1", "x")),
            ("c", TaskInput("k1", "y")),
            ("d", MasterInput("m", "0", 1)),
        ]
    )
    assert made.needs() == ("k1", "k2")

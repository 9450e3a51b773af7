from vmuseum.publish.params import param_lines


def test_plain_values_share_a_line_and_rows_have_their_own() -> None:
    params = '{"bake":"auto","empty":null,"qualities":[{"px":4096,"quality":"high"},{"px":256,"quality":"thumb"}]}'
    assert param_lines(params) == ("bake: auto", "px: 4096, quality: high", "px: 256, quality: thumb")


def test_lists_and_truth_are_said_plainly() -> None:
    assert param_lines('{"respectful":false,"widths":[480,960],"x":true}') == (
        "respectful: no, widths: 480 960, x: yes",
    )


def test_nothing_set_gives_no_line() -> None:
    assert param_lines('{"a":null}') == ()

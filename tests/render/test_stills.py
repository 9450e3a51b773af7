import io

import numpy as np
from PIL import Image

from vmuseum.render import stills

PICTURE = np.tile(np.arange(0, 240, dtype=np.uint8)[None, :, None], (135, 1, 3))


def test_widths_above_the_picture_are_left_out():
    made = stills.output(PICTURE, PICTURE, (120, 480, 960))
    assert sorted(made.files) == ["card.jpg", "w120.webp", "w240.webp"]
    assert made.facts["sizes"] == [["w120.webp", 120, 68], ["w240.webp", 240, 135]]


def test_the_card_has_the_size_social_networks_want():
    with Image.open(io.BytesIO(stills.output(PICTURE, PICTURE, (240,)).files["card.jpg"])) as card:
        assert (card.format, card.size) == ("JPEG", (1200, 630))


def test_a_plain_drawing_is_told():
    assert [w.code for w in stills.output(PICTURE, PICTURE, (240,), plain=True).warnings] == ["drawing-plain"]
    assert stills.output(PICTURE, PICTURE, (240,)).warnings == ()

from __future__ import annotations

import hashlib
import json
from pathlib import Path

import numpy as np
import pytest

from vmuseum.errors import RecipeError
from vmuseum.hologram import binfmt, polar, video
from vmuseum.hologram.profile import Profile, profile, profile_names

DATA = Path(__file__).resolve().parents[2].parent / "shared" / "data" / "fans"
needs_data = pytest.mark.skipif(not DATA.is_dir(), reason="shared fan data is absent")
F2 = profile("fan-42f2")
OLD = profile("legacy-224")
ONE = F2.model_copy(update={"slices": 1, "frame_bytes": 252})


def golden(name: str):
    return json.loads((DATA / name).read_text(encoding="utf-8"))


def slice_of(source: np.ndarray) -> np.ndarray:
    """B G R bytes of one slice as (1, 112, R G B)."""
    return source.reshape(1, 112, 3)[:, :, ::-1]


@needs_data
def test_unit_vectors_of_the_bit_planes_pack_as_published():
    vectors = golden("bitplanes.json")["unit_vectors"]
    for vector in vectors:
        source = np.zeros(336, np.uint8)
        if isinstance(vector["source_bytes"], dict):
            for at, value in vector["source_bytes"].items():
                source[int(at)] = value
        else:
            source[:] = [max(0, 255 - n) for n in range(336)]
        packed = binfmt.pack(slice_of(source), ONE)
        if vector["name"] == "descending":
            continue
        assert {str(n): b for n, b in enumerate(packed) if b} == {
            k: v for k, v in vector["packed_nonzero"].items() if v
        }, vector["name"]
        assert hashlib.sha256(packed).hexdigest() == vector["packed_sha256"]


@needs_data
def test_packing_undoes_unpacking():
    packed = bytes.fromhex(golden("bitplanes.json")["round_trip"]["packed_hex"])
    assert binfmt.pack(binfmt.unpack(packed, ONE), ONE) == packed


@needs_data
def test_frame_sizes_are_those_of_the_two_solved_formats():
    for row, known in zip(golden("bitplanes.json")["frames"], (OLD, F2), strict=True):
        assert (known.header_bytes, known.frame_bytes, known.used_bytes) == (
            row["header_bytes"],
            row["frame_bytes"],
            row["used_bytes"],
        )


@pytest.mark.parametrize("name", ["flicker_quad_cw.bin", "flicker_up_down.bin", "circles_green_red_white.bin"])
@needs_data
def test_vendor_files_decode_to_the_measured_values(name):
    row = next(f for f in golden("vendor_bins.json")["files"] if f["file"] == name)
    digest = hashlib.sha256()
    frames = list(binfmt.read((DATA / "samples" / name).read_bytes(), OLD))
    for values in frames:
        digest.update(np.ascontiguousarray(values).tobytes())
    assert len(frames) == row["frames"]
    assert digest.hexdigest() == row["sha256_all_frames_rgb"]


@needs_data
def test_a_vendor_file_shows_its_quarter_where_the_source_picture_had_it():
    values = next(binfmt.read((DATA / "samples" / "flicker_quad_cw.bin").read_bytes(), OLD))
    seen = polar.disc(values, OLD, 200)
    upper_left, lower_right = seen[40:80, 40:80], seen[120:160, 120:160]
    assert (upper_left[..., 0] > 240).all()
    assert upper_left[..., 2].max() == 0
    assert lower_right.max() == 0


@needs_data
def test_the_centre_of_the_vendor_rings_is_white():
    values = next(binfmt.read((DATA / "samples" / "circles_green_red_white.bin").read_bytes(), OLD))
    assert (values[:, 100:112] == 252).all()


def picture(size=360) -> np.ndarray:
    """Red above, green at the left, a blue wedge at the lower right: no mirror or turn leaves it as it is."""
    y, x = np.mgrid[:size, :size] - (size - 1) / 2
    radius = np.hypot(x, y) / (size / 2)
    made = np.zeros((size, size, 3), np.uint8)
    made[(y < -0.1 * size) & (np.abs(x) < 0.2 * size)] = (255, 0, 0)
    made[(x < -0.2 * size) & (np.abs(y) < 0.1 * size)] = (0, 255, 0)
    made[(x > 0.05 * size) & (y > 0.05 * size)] = (0, 0, 255)
    made[radius > 0.9] = 0
    return made


def psnr(a: np.ndarray, b: np.ndarray) -> float:
    error = np.mean((a.astype(float) - b.astype(float)) ** 2)
    return 10 * np.log10(255**2 / max(error, 1e-9))


@pytest.mark.parametrize("known", [F2, OLD], ids=["42-F2", "2020"])
def test_the_whole_way_gives_the_picture_back(known):
    source = picture()
    data = binfmt.write([source, source], known)
    assert len(data) == known.header_bytes + 2 * known.frame_bytes
    seen = polar.disc(next(binfmt.read(data, known)), known, 360)
    assert psnr(source, seen) > 20
    assert psnr(source[:, ::-1], seen) < 12
    assert psnr(source[::-1], seen) < 12
    assert psnr(source[..., ::-1], seen) < 12


def test_a_packer_that_begins_with_the_least_significant_bit_is_found_out():
    source = picture()
    values = next(binfmt.read(binfmt.write([source], F2), F2))
    wrong = bytes(int(f"{b:08b}"[::-1], 2) for b in binfmt.pack(values, F2))
    assert psnr(source, polar.disc(binfmt.unpack(wrong, F2), F2, 360)) < 16


def test_the_turn_of_one_fan_turns_its_picture():
    source = picture()
    data = binfmt.write([source], F2, rotation_deg=90)
    seen = polar.disc(next(binfmt.read(data, F2)), F2, 360)
    assert psnr(np.rot90(source, -1), seen) > 20


def test_only_the_upper_bits_are_written_and_full_and_black_stay():
    light = np.linspace(0, 1, F2.slices * F2.leds * 3, dtype=np.float32).reshape(F2.slices, F2.leds, 3)
    values = polar.quantised(light, F2)
    assert not (values & 3).any()
    assert values.max() == 252
    assert polar.quantised(np.zeros_like(light), F2).max() == 0
    assert polar.quantised(np.ones_like(light), F2).min() == 252


def test_light_is_averaged_linearly_over_a_cell():
    checks = np.zeros((720, 720, 3), np.uint8)
    checks[::2, ::2] = checks[1::2, 1::2] = 255
    rim = polar.sampled(checks, F2)[:, :20]
    assert rim.mean() == pytest.approx(0.5, abs=0.02)


def zone_plate(size: int) -> np.ndarray:
    y, x = np.mgrid[:size, :size] - (size - 1) / 2
    radius = np.hypot(x, y) / (size / 2)
    grey = 127.5 + 127.5 * np.cos(radius**2 * np.pi * size / 4)
    return np.repeat(np.rint(grey).astype(np.uint8)[..., None], 3, axis=2)


def test_the_zone_plate_comes_through_without_moire():
    source = zone_plate(1024)
    light = polar.sampled(source, F2)[..., 0]
    # Against 12 x 16 points a cell of the same picture.
    along = (1 - (np.arange(112)[:, None] + (np.arange(12) + 0.5) / 12) / 112) * 512
    turn = -2 * np.pi * (np.arange(512)[:, None] + (np.arange(16) + 0.5) / 16) / 512
    column = np.floor(512 + along[None, None] * np.cos(turn)[:, :, None, None]).astype(int)
    row = np.floor(512 - along[None, None] * np.sin(turn)[:, :, None, None]).astype(int)
    grey = source[row.clip(0, 1023), column.clip(0, 1023), 0] / 255
    linear = np.where(grey <= 0.04045, grey / 12.92, ((grey + 0.055) / 1.055) ** 2.4).mean(axis=(1, 3))
    error = np.mean((light - linear) ** 2)
    assert 10 * np.log10(1 / error) > 31


def test_a_clip_becomes_a_file_at_the_rate_of_the_fan():
    frames = [picture(128)] * 25
    data = binfmt.from_mp4(video.encode(frames, size_px=128, fps=25), F2)
    assert len(data) == 10 * F2.frame_bytes


def test_a_file_that_fits_no_frame_is_refused():
    for size in (0, 100, F2.frame_bytes + 3):
        with pytest.raises(RecipeError) as caught:
            list(binfmt.read(bytes(size), F2))
        assert caught.value.code == "hologram-bin-size"
    assert len(list(binfmt.read(bytes(F2.frame_bytes + 20), F2))) == 1


def test_every_profile_loads_and_says_how_sure_it_is():
    assert set(profile_names()) == {"aturos-p80", "fan-42f2", "legacy-224"}
    for name in profile_names():
        assert isinstance(profile(name), Profile)
    assert not profile("aturos-p80").known
    assert profile("fan-42f2").known
    with pytest.raises(KeyError):
        profile("no-such-fan")

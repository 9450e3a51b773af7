"""The three-byte length field of the fans' wire formats: a number in mixed digits, each with its own offset."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class LengthField:
    """byte 0 = n // a + o0, byte 1 = (n // b) mod (a // b) + o1, byte 2 = n mod b + o2. `a` is a multiple of `b`."""

    a: int
    b: int
    offsets: tuple[int, int, int]

    @property
    def largest(self) -> int:
        """Return the largest number whose first byte still fits."""
        return (256 - self.offsets[0]) * self.a - 1

    def encode(self, n: int) -> bytes:
        """Return the field for `n`. Raises ValueError outside 0 to `largest`."""
        if not 0 <= n <= self.largest:
            msg = f"{n} does not fit the length field (0 to {self.largest})"
            raise ValueError(msg)
        o0, o1, o2 = self.offsets
        return bytes((n // self.a + o0, n // self.b % (self.a // self.b) + o1, n % self.b + o2))

    def decode(self, field: bytes) -> int:
        """Return the number in three bytes. Raises ValueError where a byte is no digit of its place."""
        digits = [byte - offset for byte, offset in zip(field, self.offsets, strict=True)]
        if digits[0] < 0 or not 0 <= digits[1] < self.a // self.b or not 0 <= digits[2] < self.b:
            msg = f"no length field: {field.hex()}"
            raise ValueError(msg)
        return digits[0] * self.a + digits[1] * self.b + digits[2]


CIRCLE_COMMAND = LengthField(323, 17, (0, 99, 98))
CIRCLE_UPLOAD = LengthField(15, 3, (0, 106, 99))
LEGACY_V2_CONTROL = LengthField(323, 17, (108, 102, 104))
LEGACY_V2_UPLOAD = LengthField(221, 13, (65, 102, 70))
LEGACY_V3_CONTROL = LengthField(323, 17, (97, 98, 99))
LEGACY_V3_UPLOAD = LengthField(221, 13, (68, 69, 70))

BY_NAME = {
    "circle20320-command": CIRCLE_COMMAND,
    "circle20320-upload": CIRCLE_UPLOAD,
    "legacy5233-v2-control": LEGACY_V2_CONTROL,
    "legacy5233-v2-upload": LEGACY_V2_UPLOAD,
    "legacy5233-v3-control": LEGACY_V3_CONTROL,
    "legacy5233-v3-upload": LEGACY_V3_UPLOAD,
}

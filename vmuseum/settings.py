"""How this machine runs the museum: flags > environment > deploy.yaml > defaults.

`deploy.yaml` lies beside museum.yaml and holds hosts, ports and fan addresses, never secrets: those come only from the
environment (VMUSEUM_*). Every setting is described in docs/reference/settings.md (a test holds it).
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field

DEPLOY_FILE = "deploy.yaml"
PREFIX = "VMUSEUM_"


class FanSettings(BaseModel):
    """One hologram fan of this building."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    id: str = Field(description="Name of the fan. / Tên quạt.", pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$")
    group: str = Field(description="Group it belongs to. / Nhóm quạt.", default="sanh")
    driver: Literal["simulator", "circle20320", "mp4"] = Field(
        description="How to talk to it: simulator, circle20320 (experimental), mp4 (a folder). / Cách kết nối.",
        default="simulator",
    )
    profile: str = Field(description="Profile of its geometry. / Hồ sơ hình học.", default="aturos-p80")
    address: str | None = Field(
        description="Address of the fan, or folder for mp4. / Địa chỉ quạt, hoặc thư mục cho mp4.", default=None
    )
    interface: str | None = Field(
        description="Network interface to use: four fans share one address. / Cổng mạng dùng riêng.", default=None
    )
    rotation_deg: float = Field(description="Turn of the picture on this fan. / Góc xoay hình.", default=0.0)


class Settings(BaseModel):
    """Everything that depends on the machine."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    host: str = Field(description="Address the server listens on. / Địa chỉ máy chủ.", default="127.0.0.1")
    port: Annotated[int, Field(ge=0, le=65535)] = Field(
        description="Port; 0 takes a free one. / Cổng; 0 là chọn cổng trống.", default=8080
    )
    lang: Literal["vi", "en"] = Field(description="Language of messages. / Ngôn ngữ thông báo.", default="vi")
    jobs: Annotated[int, Field(ge=1, le=256)] | None = Field(
        description="Tasks at once; as many as cores by default. / Số tác vụ cùng lúc.", default=None
    )
    store: str = Field(
        description="The store: a folder, relative to the museum, or s3://bucket/prefix. "
        "/ Kho: thư mục, hoặc s3://bucket/tiền-tố.",
        default=".vmuseum/store",
        min_length=1,
    )
    store_endpoint: str | None = Field(
        description="Web address of an S3-compatible service that is not Amazon's. / Địa chỉ dịch vụ tương thích S3.",
        default=None,
        pattern=r"^https?://[^\s/]+(/[^\s]*)?$",
    )
    store_region: str | None = Field(description="Region of the S3 store. / Vùng của kho S3.", default=None)
    cluster: str | None = Field(
        description="Address of a Dask scheduler that runs the tasks, tcp://host:8786. / Địa chỉ bộ điều phối Dask.",
        default=None,
    )
    memory_mb: Annotated[int, Field(ge=100)] | None = Field(
        description="Memory a task may use, MB; no limit by default. / Bộ nhớ tối đa mỗi tác vụ, MB.", default=None
    )
    task_secs: Annotated[int, Field(ge=1)] | None = Field(
        description="Seconds a task may take; no limit by default. / Số giây tối đa mỗi tác vụ.", default=None
    )
    site: Path = Field(
        description="Folder of the published site, relative to the museum. / Thư mục trang công bố.",
        default=Path("site"),
    )
    fans: tuple[FanSettings, ...] = Field(
        description="The fans of this building. / Các quạt trong tòa nhà.", default=()
    )


def default_lang(environment: Mapping[str, str]) -> Literal["vi", "en"]:
    """Return the language of messages: VMUSEUM_LANG, else English where the system speaks it, else Vietnamese."""
    said = environment.get(f"{PREFIX}LANG", "")
    if said in ("vi", "en"):
        return "en" if said == "en" else "vi"
    system = environment.get("LC_ALL") or environment.get("LC_MESSAGES") or environment.get("LANG") or ""
    return "en" if system.startswith("en") else "vi"


def settings(
    deploy: Mapping[str, object], flags: Mapping[str, object], environment: Mapping[str, str] | None = None
) -> Settings:
    """Merge the data of deploy.yaml, the environment and the flags that were given. Raises pydantic.ValidationError."""
    env = os.environ if environment is None else environment
    merged: dict[str, object] = {"lang": default_lang(env), **deploy}
    for name in Settings.model_fields:
        value = env.get(f"{PREFIX}{name.upper()}")
        if value and name != "fans":
            merged[name] = value
    merged.update({k: v for k, v in flags.items() if v is not None})
    return Settings.model_validate(merged)

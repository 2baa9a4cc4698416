"""Whether charts can be drawn as pictures here, with Chinese letters."""

from __future__ import annotations

from bot.doctor.findings import Finding
from jobs.pictures import DrawingFailed, find_cjk_font


async def picture_findings() -> list[Finding]:
    """One finding; pictures are only needed in workspaces that refuse Slack's own charts."""
    try:
        font = await find_cjk_font()
    except DrawingFailed as error:
        what = (
            f"Charts cannot be drawn as pictures ({error}). Install the packages of"
            " requirements.lock again."
        )
        return [Finding("pictures", "warn", what)]
    if not font:
        what = (
            "Pictures of charts have boxes for Chinese letters. Install a font that has them, for"
            " example Noto Sans CJK (package fonts-noto-cjk)."
        )
        return [Finding("pictures", "warn", what)]
    return [Finding("pictures", "ok", f"Charts can be drawn, Chinese letters in {font}.")]

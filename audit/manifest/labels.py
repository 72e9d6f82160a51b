"""Licences that manifests state, as SPDX expressions; what does not resolve is kept as written, with a suggestion."""

from audit import bundled
from audit.manifest.values import Label
from audit.references import licences


def label(raw: str | None) -> Label | None:
    """What a text stands for; None where there is none."""
    if raw is None or not raw.strip():
        return None
    said = licences.load(bundled.folder("rules") / "licence").declared(raw)
    return Label(raw.strip(), said.spdx, said.suggestion)


def all_of(stated: list[str]) -> Label | None:
    """Several licences that are stated side by side, which are taken to apply together."""
    labels = [found for one in dict.fromkeys(stated) if (found := label(one))]
    if len(labels) < 2:
        return labels[0] if labels else None
    raw = ", ".join(one.raw for one in labels)
    unclear = next((one for one in labels if one.spdx == licences.NOASSERTION), None)
    if unclear:
        return Label(raw, unclear.spdx, unclear.suggestion)
    return Label(raw, " AND ".join(dict.fromkeys(f"({one.spdx})" if " OR " in one.spdx else one.spdx for one in labels)))

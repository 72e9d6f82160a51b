from pathlib import Path

import pytest

from audit.bundled import folder
from audit.references.licences import load, says_less

LICENCES = load(Path(folder("rules")) / "licence")


@pytest.mark.parametrize(
    ("text", "spdx", "suggestion"),
    [
        ("mit", "MIT", None),
        ("(MIT OR apache-2.0)", "MIT OR Apache-2.0", None),
        ("GPL-2.0", "GPL-2.0-only", None),
        ("GPL-2.0+", "GPL-2.0-or-later", None),
        ("GPL-2.0 WITH Classpath-exception-2.0", "GPL-2.0-only WITH Classpath-exception-2.0", None),
        ("LicenseRef-ours AND MIT", "LicenseRef-ours AND MIT", None),
        ("MIT AND", "NOASSERTION", "MIT"),
        ("MIT/Apache-2.0", "NOASSERTION", "MIT OR Apache-2.0"),
        ("Unlicensed", "NOASSERTION", "Unlicense"),
        ("()", "NOASSERTION", None),
        ("", "NOASSERTION", None),
        ("see the file", "NOASSERTION", None),
        ("we/they", "NOASSERTION", None),
    ],
)
def test_an_expression_resolves_or_is_no_assertion(text: str, spdx: str, suggestion: str | None) -> None:
    stated = LICENCES.expression(text)

    assert (stated.spdx, stated.suggestion) == (spdx, suggestion)


@pytest.mark.parametrize(
    ("text", "spdx"),
    [
        ("apache-2.0", "Apache-2.0"),
        ("Apache License 2.0", "Apache-2.0"),
        ("['MIT', 'Apache-2.0']", "MIT AND Apache-2.0"),
        ("mit or isc, zlib", "(MIT OR ISC) AND Zlib"),
        ("MIT, gibberish", "NOASSERTION"),
        ("CC BY-SA 4.0", "CC-BY-SA-4.0"),
        ('BSD 3-Clause "New" or "Revised" License', "BSD-3-Clause"),
        ("GNU GPL v3", "GPL-3.0-only"),
        ("Creative Commons Attribution 4.0 International", "CC-BY-4.0"),
        ("all rights reserved", "LicenseRef-all-rights-reserved"),
        ("Public Domain", "LicenseRef-public-domain"),
        ("unknown", "NOASSERTION"),
        ("n/a", "NOASSERTION"),
        ("llama3.1", "LicenseRef-scancode-llama-3.1-license-2024"),
        ("llama3", "LicenseRef-llama-community"),
        ("Llama 3.2 Community License Agreement", "LicenseRef-scancode-llama-3.2-license-2024"),
        ("BigCode OpenRAIL-M v1", "LicenseRef-scancode-bigcode-open-rail-m-v1"),
        ("creativeml-openrail-m", "LicenseRef-openrail"),
        ("Qwen LICENSE AGREEMENT", "LicenseRef-qwen"),
        ("Open Government Licence – Canada", "OGL-Canada-2.0"),
        ("Open Government Licence v3.0", "OGL-UK-3.0"),
        ("Licence Ouverte 2.0", "etalab-2.0"),
        ("C-UDA", "C-UDA-1.0"),
        ("No known copyright restrictions", "LicenseRef-no-known-copyright-restrictions"),
        ("http://rightsstatements.org/vocab/NoC-US/1.0/", "LicenseRef-rightsstatements-NoC-US"),
        ("https://opensource.org/licenses/MIT", "MIT"),
    ],
)
def test_a_declared_licence_is_normalised(text: str, spdx: str) -> None:
    assert LICENCES.declared(text).spdx == spdx


@pytest.mark.parametrize(
    ("url", "spdx"),
    [
        ("https://creativecommons.org/licenses/by-nc-sa/4.0/deed.de", "CC-BY-NC-SA-4.0"),
        ("http://creativecommons.org/licenses/by/3.0/de/", "CC-BY-3.0-DE"),
        ("http://creativecommons.org/licenses/by/3.0/deed.de", "CC-BY-3.0"),
        ("http://creativecommons.org/licenses/by-nd-nc/1.0/", "CC-BY-NC-ND-1.0"),
        ("http://creativecommons.org/licenses/by/2.5/xy/", "CC-BY-2.5"),
        ("http://creativecommons.org/licenses/by-sa/9.9/", "LicenseRef-CC-BY-SA-9.9"),
        ("http://creativecommons.org/licenses/sampling+/1.0/", "LicenseRef-CC-SAMPLING+-1.0"),
        ("https://creativecommons.org/licenses/by-sa/", "LicenseRef-CC-BY-SA"),
        ("https://creativecommons.org/publicdomain/zero/1.0/", "CC0-1.0"),
        ("https://creativecommons.org/publicdomain/mark/1.0/", "CC-PDM-1.0"),
        ("https://creativecommons.org/about", None),
        ("http://www.apache.org/licenses/LICENSE-2.0.html", "Apache-2.0"),
        ("https://www.gnu.org/licenses/gpl-3.0.html", "GPL-3.0-only"),
        ("https://www.gnu.org/licenses/lgpl-2.1.txt", "LGPL-2.1-only"),
        ("https://mozilla.org/MPL/2.0/", "MPL-2.0"),
        ("https://www.eclipse.org/legal/epl-2.0/", "EPL-2.0"),
        ("https://opendatacommons.org/licenses/odbl/1-0/", "ODbL-1.0"),
        ("https://cdla.dev/permissive-2-0/", "CDLA-Permissive-2.0"),
        ("https://www.nationalarchives.gov.uk/doc/open-government-licence/version/3/", "OGL-UK-3.0"),
        ("https://www.govdata.de/dl-de/by-2-0", "DL-DE-BY-2.0"),
        ("https://unlicense.org", "Unlicense"),
        ("https://www.gnu.org/licenses/agpl-3.0.en.html", "AGPL-3.0-only"),
        ("https://www.gnu.org/licenses/old-licenses/fdl-1.2.html", "GFDL-1.2-only"),
        ("https://www.gnu.org/licenses/gpl-9.0.html", None),
        ("https://cdla.dev/sharing-1-0/", "CDLA-Sharing-1.0"),
        ("http://opendatacommons.org/licenses/pddl/1-0/", "PDDL-1.0"),
        ("https://www.govdata.de/dl-de/zero-2-0", "DL-DE-ZERO-2.0"),
        ("https://opensource.org/licenses/mit-license.php", "MIT"),
        ("http://rightsstatements.org/vocab/InC/1.0/", "LicenseRef-rightsstatements-InC"),
        ("https://rightsstatements.org/page/NoC-US/1.0/", "LicenseRef-rightsstatements-NoC-US"),
        ("http://www.europeana.eu/rights/rr-f/", "LicenseRef-europeana-rights-reserved"),
        ("https://www.llama.com/llama3_1/license/", "LicenseRef-scancode-llama-3.1-license-2024"),
        ("https://ai.google.dev/gemma/terms", "LicenseRef-gemma-terms"),
        ("https://huggingface.co/Qwen/Qwen2.5-72B/blob/main/LICENSE", "LicenseRef-qwen"),
        ("/usr/share/common-licenses/GPL-3", "GPL-3.0-only"),
        ("/usr/share/common-licenses/LGPL-2.1", "LGPL-2.1-only"),
        ("/usr/share/common-licenses/GPL", "GPL-1.0-or-later"),
        ("/usr/share/common-licenses/Artistic", "Artistic-1.0"),
        ("/usr/share/common-licenses/CC0-1.0", "CC0-1.0"),
        ("/usr/share/common-licenses/Moss", None),
        ("https://spdx.org/licenses/ISC.html", "ISC"),
        ("https://choosealicense.com/licenses/nonesuch/", None),
        ("https://example.org/licenses/MIT", None),
    ],
)
def test_a_url_leads_to_a_licence(url: str, spdx: str | None) -> None:
    assert LICENCES.url(url) == spdx


@pytest.mark.parametrize(
    ("text", "ids"),
    [
        ("the GNU General Public License v2 or later", ["GPL-2.0-or-later"]),
        ("version 2 of the GNU General Public License", ["GPL-2.0-only"]),
        ("version 2 or later of the GNU General Public License", ["GPL-2.0-or-later"]),
        ("GPLv2+", ["GPL-2.0-or-later"]),
        ("the GPL", ["GPL-1.0-or-later"]),
        ("GPL version 7", []),
        ("GNU General Public License, version 2 (GPLv2) or later", ["GPL-2.0-or-later"]),
        ("GNU/GPL v3", ["GPL-3.0-only"]),
        ("the LGPL_2.1 license", ["LGPL-2.1-only"]),
        ("Lesser GNU General Public License v3", ["LGPL-3.0-only"]),
        ("CC-Attribution 4.0", ["CC-BY-4.0"]),
        ("the 2 clause BSD license", ["BSD-2-Clause"]),
        ("the Modified (3 clause) Berkeley Software Distribution License", ["BSD-3-Clause"]),
        ("same license terms as Ruby", ["Ruby"]),
        ("BigScience RAIL License v1.0", ["LicenseRef-scancode-bigscience-rail-1.0"]),
        ("Stability AI Community License Agreement", ["LicenseRef-scancode-stability-ai-community-2024"]),
        ("MPL", []),
        ("MPL 2.0 and the MIT license", ["MPL-2.0", "MIT"]),
        ("Clarified Artistic License", ["ClArtistic"]),
        ("Creative Commons Attribution-NonCommercial-ShareAlike License", ["LicenseRef-CC-BY-NC-SA"]),
        ("CC BY NC 4.0", ["CC-BY-NC-4.0"]),
        ("Creative Commons Attribution 3.0 Germany", ["CC-BY-3.0-DE"]),
        ("Creative Commons NonCommercial 4.0", []),
        ("CC BY 4.5", []),
        ("see https://www.apache.org/licenses/LICENSE-2.0", ["Apache-2.0"]),
        ("see https://example.org/terms", []),
        ("the Gentle Public License 1.0", []),
        ("an orange and a pear", []),
    ],
)
def test_names_in_a_text_are_found(text: str, ids: list[str]) -> None:
    assert [one.spdx for one in LICENCES.named(text)] == ids


def test_the_place_of_a_name_counts_from_the_texts_beginning() -> None:
    text = "xx https://opensource.org/licenses/MIT xx"

    (one,) = LICENCES.named(text, 2)

    assert text[one.span.start : one.span.end] == "https://opensource.org/licenses/MIT"


@pytest.mark.parametrize(
    ("spdx", "others", "less"),
    [
        ("GPL-1.0-or-later", {"GPL-2.0-only"}, True),
        ("GPL-1.0-or-later", {"GPL-1.0-or-later", "MIT"}, False),
        ("LicenseRef-CC-BY", {"CC-BY-4.0"}, True),
        ("LicenseRef-CC-BY", {"CC-BY-SA-4.0"}, False),
        ("LicenseRef-public-domain", {"CC0-1.0"}, True),
        ("MIT", {"MIT-0"}, False),
    ],
)
def test_a_name_without_a_version_says_less_than_one_with_it(spdx: str, others: set[str], less: bool) -> None:
    assert says_less(spdx, others) is less

import tomllib
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from audit.bundled import folder
from audit.detectors import _licence_notices as notices
from audit.detectors._licence_notices import copyrights
from audit.detectors._licence_words import words
from audit.model import Span

WORDS = words(tomllib.loads((Path(folder("rules")) / "licence" / "pack.toml").read_text())["detector"]["words"])

NOTICES = [
    ("Copyright (c) 2019 Ada Moss", "2019", "Ada Moss"),
    ("Copyright 2014-2020 Hollow Hill Press, Inc.", "2014-2020", "Hollow Hill Press, Inc"),
    ("© 2001, 2003 by Fern & Sons Ltd.", "2001, 2003", "Fern & Sons Ltd"),
    ("(C) 1999 The Pebble Authors. All rights reserved.", "1999", "Pebble Authors"),
    ("Copyright © Ada Moss 2018", "2018", "Ada Moss"),
    ("Copyright (c) 2010 - present Ada Moss <ada@example.org>", "2010 - present", "Ada Moss"),
    ("© 2022 Verlag Moos GmbH. Alle Rechte vorbehalten.", "2022", "Verlag Moos GmbH"),
    ("© 2020 出版社", "2020", "出版社"),
    ("2018-2020 © Издательство Мох", "2018-2020", "Издательство Мох"),
    ("Copyright (c) 2021 Мох и Ко. Все права защищены.", "2021", "Мох и Ко"),
    ("© 2019 دار الطحلب. جميع الحقوق محفوظة", "2019", "دار الطحلب"),
    ("版权所有 © 2020 苔藓出版社 保留所有权利", "2020", "苔藓出版社"),
    ("Copyright (C) 2004 株式会社モス All Rights Reserved.", "2004", "株式会社モス"),
    ("© काई प्रकाशन", "", "काई प्रकाशन"),
    ("Copyright (C) 2001 Ada Moss  Permission is granted to anyone to use this", "2001", "Ada Moss"),
    ("Copyright 2020 Hollow Hill Press and is licensed under the terms below", "2020", "Hollow Hill Press"),
    ("(c) 2011 Bo Fern This file is part of Pebble", "2011", "Bo Fern"),
    ("Copyright 1998, 2000-2003 Ada Moss and Bo Fern", "1998, 2000-2003", "Ada Moss and Bo Fern"),
    ("© 2020 Mousse SARL - Tous droits réservés", "2020", "Mousse SARL"),
    ("Copyright © 2015 Mos B.V. Alle rechten voorbehouden", "2015", "Mos B.V"),
]


@pytest.mark.parametrize(("text", "years", "holder"), NOTICES)
def test_a_notice_is_parsed_into_years_and_holder(text: str, years: str, holder: str) -> None:
    (notice,) = copyrights(text, [Span(0, 9)], WORDS)

    assert (notice.years, notice.holder) == (years, holder)


LEADS = ("Copyright", "(c)", "©", "copyright (c)", "Copyright ©", "COPYRIGHT (C)", "(C) Copyright", "© ©")
YEARS = ("2019", "1999-2004", "2019,", "1999-2004,", "2019, 2020", "1899", "20199", "2019-", "2019 -", "")
REST = (
    " ",
    "Ada",
    "Moss",
    "by ",
    "the ",
    "and ",
    "to ",
    "now",
    "present ",
    "Inc.",
    "& Co",
    " - ",
    "all rights reserved",
    ". ",
    "(x)",
    "a@b.org",
)
REST_MORE = ("'s", "O'Hara", "e.V.", "|", "<i>", "http://a.org", "é", "“A”", ":", "/", "A-B", "1", "2020", "\t", ",")


@settings(max_examples=300, deadline=None)
@given(st.sampled_from(LEADS), st.sampled_from(YEARS), st.lists(st.sampled_from(REST + REST_MORE), max_size=6).map("".join))
def test_a_usual_notice_is_parsed_as_its_tokens_say(lead: str, years: str, rest: str) -> None:
    notice = f"{lead} {years} {rest}".rstrip()
    quick = notices._simple(notice)

    if quick is not None:
        written, said = notices._tokenized(notice)
        assert (quick[0], quick[1]) == (written, said.lstrip(" ,"))


@pytest.mark.parametrize(
    "text", ["copyright law is a field of its own", "the (c) key", "Nothing of the kind", "copyright: the", "Copyright (c)"]
)
def test_talk_about_copyright_is_no_notice(text: str) -> None:
    assert list(copyrights(text, [Span(0, len(text))], WORDS)) == []


def test_a_place_within_the_last_notice_is_passed_over() -> None:
    text = "Copyright (c) 2019 Ada Moss, (c) 2020 Bo Fern"

    assert len(list(copyrights(text, [Span(0, 13), Span(29, 32)], WORDS))) == 1


@pytest.mark.parametrize(
    "text",
    [
        "All Rights Reserved.",
        "all rights\nreserved",
        "Alle Rechte vorbehalten",
        "Todos los derechos reservados",
        "Todos os direitos reservados",
        "Tous droits réservés",
        "Tutti i diritti riservati",
        "Все права защищены",
        "Wszelkie prawa zastrzeżone",
        "版权所有",
        "無断転載を禁",
    ],
)
def test_rights_are_reserved_in_many_languages(text: str) -> None:
    assert WORDS.reserved.search(text)


@pytest.mark.parametrize(
    "text", ["Alle Rechte vorbehalten.", "Minden jog fenntartva", "保留所有权利", "Tüm hakları saklıdır", "모든 권리 보유"]
)
def test_reserved_rights_without_a_holder_are_a_notice_of_their_own(text: str) -> None:
    assert [(one.holder, one.years, one.reserved) for one in copyrights(text, [Span(0, len(text))], WORDS)] == [("", "", True)]


@settings(max_examples=200, deadline=None)
@given(
    st.sampled_from(LEADS),
    st.sampled_from(["1999", "2004-2019", "2001, 2003"]),
    st.lists(st.sampled_from(["Ada", "Moss", "Fern", "Hollow", "Hill", "Press", "Мох", "苔"]), min_size=1, max_size=4).map(
        " ".join
    ),
    st.sampled_from(["", ". All rights reserved.", ". Alle Rechte vorbehalten", " 版权所有", ". Все права защищены"]),
)
def test_years_and_holder_are_told_whatever_stands_around_them(lead: str, years: str, holder: str, tail: str) -> None:
    (notice,) = copyrights(f"{lead} {years} {holder}{tail}", [Span(0, 4)], WORDS)

    assert (notice.years, notice.holder, notice.reserved) == (years, holder, bool(tail))


@pytest.mark.parametrize("text", ["all rights are equal", "no rights reserved", "alle Rechte", "some rights reserved"])
def test_other_rights_are_not_reserved(text: str) -> None:
    assert not WORDS.reserved.search(text)

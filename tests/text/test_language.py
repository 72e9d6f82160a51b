import pytest

from audit.text.language import language


@pytest.mark.parametrize(
    ("text", "code"),
    [
        (
            "The boat was tied to the wooden pier, and the children were waiting for their father to come home in the evening.",
            "en",
        ),
        (
            "Das Boot lag am hölzernen Steg, und die Kinder warteten darauf, dass ihr Vater am Abend nach Hause kommt und isst.",
            "de",
        ),
        (
            "Le bateau était attaché au quai de bois, et les enfants attendaient que leur père rentre à la maison le soir.",
            "fr",
        ),
    ],
)
def test_a_paragraph_shows_its_language(text, code):
    assert language(text) == code


@pytest.mark.parametrize("text", ["", "Short.", "1234567890 " * 200])
def test_too_little_shows_none(text):
    assert language(text) is None or len(text) >= 40

"""The bundled pipeline: an ordinary Doc, the text untouched, the same in whatever company, no input that breaks it."""

import time

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from spacy.language import Language
from spacy.tokens import Doc

from kg.nlp.weights import MODEL

TEXTS = [
    "Посольство заявило, що це «повна нісенітниця».\n\nРечник МЗС Андрій Сибіга від коментарів відмовився.",
    "Про це пише «Українська правда».",
    "",
    "Перехіднакоманда обраного.Насправді це фейк",
    "Ціна 1,5 млн грн. О 14:30 поїзд № 7 рушив…",
]
TEXTS.append(" ".join(TEXTS * 12))  # several windows long


def _same(one: Doc, other: Doc) -> bool:
    keys = ("text", "pos_", "lemma_", "dep_", "ent_type_", "ent_iob_")
    rows = [
        [(tuple(getattr(token, key) for key in keys), str(token.morph), token.head.i) for token in doc]
        for doc in (one, other)
    ]
    return one.text == other.text and rows[0] == rows[1]


@pytest.fixture(autouse=True)
def _weights(bundled: Language) -> None:
    """All tests here need the weights."""


def test_doc_has_all_layers(bundled: Language) -> None:
    doc = bundled("Прем'єр Литви Іван Петренко заявив, що міст відкриють.")
    assert all(token.pos_ and token.dep_ and token.lemma_ for token in doc)
    verb = next(token for token in doc if token.text == "заявив")
    assert verb.pos_ == "VERB" and verb.dep_ == "ROOT"
    assert "Tense=Past" in str(verb.morph)
    assert [ent.label_ for ent in doc.ents if "Петренко" in ent.text] == ["PERS"]


def test_sentences_do_not_cross_paragraphs(bundled: Language) -> None:
    doc = bundled("Перший рядок без крапки\nДругий рядок.\n\nТретій")
    assert [sent.text.strip() for sent in doc.sents] == ["Перший рядок без крапки", "Другий рядок.", "Третій"]


def test_heads_stay_in_their_sentence_and_every_sentence_has_one_root(bundled: Language) -> None:
    doc = bundled(" ".join(TEXTS))
    for sent in doc.sents:
        assert all(token.head.sent == sent for token in sent)
        assert sum(token.dep_ == "ROOT" for token in sent) == 1


@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.text(alphabet=st.sampled_from("абвї’' \n\t.,!?«»\"()—-0123АБ\u0301\u00a0\u200b😀́z"), max_size=80))
def test_text_comes_back(bundled: Language, text: str) -> None:
    assert bundled(text).text == text


def test_alone_in_company_shuffled_and_in_processes(bundled: Language) -> None:
    alone = [bundled(text) for text in TEXTS]
    assert all(map(_same, alone, bundled.pipe(TEXTS)))
    assert all(map(_same, reversed(alone), bundled.pipe(TEXTS[::-1])))
    assert all(map(_same, alone, bundled.pipe(TEXTS, n_process=2)))


def test_bytes_round_trip(bundled: Language) -> None:
    doc = bundled(TEXTS[0])
    assert _same(doc, Doc(bundled.vocab).from_bytes(doc.to_bytes()))


@pytest.mark.parametrize(
    "text",
    [
        "слово " * 1500,
        "безпробілів" * 500,
        "😀😀 ёлки-палки это русский and English разом 😀",
        '…?!.,«»"' * 50,
        "\u200b\ufeff\u202e",
        "а" * 20000,
    ],
)
def test_odd_text(bundled: Language, text: str) -> None:
    assert bundled(text).text == text


def test_a_lost_space_behind_a_full_stop_still_ends_the_sentence(bundled: Language) -> None:
    doc = bundled("Міністр сказав, що це фейк.Насправді міст відкриють восени.")
    assert [sent.text for sent in doc.sents] == ["Міністр сказав, що це фейк.", "Насправді міст відкриють восени."]


def test_glued_words_are_one_word_and_the_rest_is_read_as_ever(bundled: Language) -> None:
    doc = bundled("Перехіднакоманда обраного президента заявила про це в Києві.")
    assert [token.text for token in doc][:3] == ["Перехіднакоманда", "обраного", "президента"]
    assert doc[0].pos_ == "NOUN" and doc[2].lemma_ == "президент"
    assert [ent.text for ent in doc.ents if ent.label_ == "LOC"] == ["Києві"]


def test_marks_alone_are_marks(bundled: Language) -> None:
    doc = bundled('…?!.,«» — "»" ..., !!!')
    assert {token.pos_ for token in doc} <= {"PUNCT", "SYM"}
    assert not doc.ents


def test_other_languages_and_emoji_do_not_spoil_their_neighbours(bundled: Language) -> None:
    doc = bundled("😀 Мер Києва сказав: «Это fake news» 😀😀. Прокуратура відкрила справу.")
    assert [sent.text for sent in doc.sents][-1] == "Прокуратура відкрила справу."
    tags = {token.text: token.pos_ for token in doc}
    assert (tags["Мер"], tags["сказав"], tags["справу"]) == ("NOUN", "VERB", "NOUN")
    assert tags["😀"] in ("SYM", "X", "PUNCT")


@pytest.mark.parametrize("text", ["", " ", "\n\n", "\t \u00a0\n"])
def test_no_words(bundled: Language, text: str) -> None:
    doc = bundled(text)
    assert doc.text == text and not doc.ents
    assert all(token.pos_ == "SPACE" for token in doc)


def test_a_sentence_longer_than_a_window_is_one_sentence(bundled: Language) -> None:
    places = ", ".join(["Київ", "Львів", "Одесу", "Харків"] * 22)
    doc = bundled(f"Міністр приїхав учора. Він відвідав {places}. Потім він повернувся.")
    assert [len(sent) for sent in doc.sents] == [4, 2 + 2 * 88, 4]


@pytest.mark.slow
def test_long_sentence_takes_linear_time(bundled: Language) -> None:
    bundled("розігрів")
    times = []
    for size in (5000, 50000):
        begin = time.process_time()
        bundled("слово " * size)
        times.append(time.process_time() - begin)
    assert times[1] < 20 * times[0]


def test_size_of_the_weights() -> None:
    assert sum(path.stat().st_size for path in MODEL.iterdir()) < 45_000_000


def test_name_goes_on_over_several_spaces(bundled: Language) -> None:
    doc = bundled("Тереза  Мей прибула до Брюсселя.")
    assert "Тереза  Мей" in [one.text for one in doc.ents]


@pytest.mark.parametrize(
    ("text", "many"),
    [
        ("Українським військовим вдалося зупинити атаку.", True),
        ("Листи надіслали федеральним слідчим.", True),
        ("Вона розмовляла з молодим військовим.", False),
        ("Він став відомим військовим.", False),
        ("Його вбито російським військовим.", False),
        ("Вона захоплюється відомим вченим.", False),
        ("Жінка була зґвалтована російським військовим.", False),
    ],
)
def test_people_in_the_dative_plural_are_not_one_in_the_instrumental(bundled: Language, text: str, many: bool) -> None:
    found = [str(token.morph) for token in bundled(text) if token.text.endswith("им")]
    assert len(found) == 2
    wanted = ("Case=Dat", "Number=Plur") if many else ("Case=Ins", "Number=Sing")
    assert all(one in morph for morph in found for one in wanted)
    assert not many or "Gender" not in found[0]

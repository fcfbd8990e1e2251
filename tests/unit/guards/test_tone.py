"""The tone of replies: R16, R17, D22."""

import pytest

from frontdesk.guards.tone import check_tone, sentences_of

GOOD = (
    "You can send the lamp back within 30 days of delivery. Use the box it came in. "
    "Shall I explain how to start the return?"
)


def names(text, **more):
    return [finding.name for finding in check_tone(text, **{"is_first": True, **more})]


def faults(text, **more):
    return [f.name for f in check_tone(text, **{"is_first": True, **more}) if f.is_fault]


def test_a_warm_short_reply_with_a_question_has_nothing_to_be_found():
    assert names(GOOD) == []


def test_a_reply_without_a_question_at_its_end_is_reported_but_no_fault():
    text = "You have 30 days. The time starts when the lamp arrives."

    assert names(text) == ["no_follow_up"]
    assert faults(text) == []


@pytest.mark.parametrize(
    "text",
    [
        "I'm sorry the lamp broke. We apologize for the trouble. What happened?",
        "Es tut uns sehr leid, dass die Lampe kaputt ist. Entschuldigung dafür! Was ist passiert?",
        "Lo sentimos mucho. Disculpe las molestias. ¿Qué pasó?",
        "Nous sommes désolés. Veuillez nous excuser. Que s'est-il passé ?",
        "Извините за поломку. Приносим искренние извинения. Что случилось?",
    ],
)
def test_one_apology_is_enough_in_every_language(text):
    assert faults(text) == ["too_many_apologies"]
    assert faults(text.partition(". ")[2]) == []


@pytest.mark.parametrize(
    "text",
    [
        "Simply open the box. Leider ist der Artikel ausverkauft. Which one do you mean?",
        "Просто откройте коробку. Проще всего начать здесь. Что дальше?",
        "Lo siguiente es abrir la caja. Luego espere un día. ¿Algo más?",
    ],
)
def test_words_that_only_look_like_an_apology_are_none(text):
    assert faults(text + " " + text.split(". ")[0] + ".") == []


@pytest.mark.parametrize(
    "start",
    [
        "Great question!",
        "Absolutely!",
        "Certainly,",
        "I'd be happy to help!",
        "Thank you for reaching out.",
        "Gute Frage!",
        "Sehr gerne!",
        "¡Buena pregunta!",
        "Por supuesto,",
        "Bien sûr !",
        "Excellente question !",
        "Отличный вопрос!",
        "Конечно!",
        "Буду рад помочь.",
    ],
)
def test_filler_is_found_in_every_language(start):
    assert faults(f"{start} {GOOD}") == ["filler"]


@pytest.mark.parametrize(
    "text",
    [
        "Returns are absolutely free. You pay nothing, of course, for the label. Anything else?",
        "A good start is the manual. Great care is needed with the glass. Which lamp is it?",
        "Das ist natürlich kostenlos. Sie zahlen nichts. Welche Lampe ist es?",
    ],
)
def test_the_same_words_within_a_sentence_say_something(text):
    assert faults(text) == []


def test_more_than_five_sentences_are_too_long_unless_there_are_steps():
    long = "One is here. " * 6

    assert faults(long) == ["too_long"]
    assert faults(long + "\n1. Open it.\n2. Close it.\n") == []


def test_one_sentence_is_too_short_unless_it_asks_or_is_prescribed():
    unknown = "I don't have that information, but our team can help within 24 hours."

    assert faults("You have 30 days.") == ["too_short"]
    assert faults("Which lamp do you mean?") == []
    assert faults(unknown, prescribed=[unknown]) == []


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("It costs $6.50, e.g. per lamp. Express is $19.00.", 2),
        ("Send it to help@shop.example. We answer within 1.5 days.", 2),
        ("Das dauert ca. 3 Tage, z. B. nach Wien. Dann kommt Dr. Roth.", 2),
        ("¿Qué lámpara? La de 20 W.", 2),
        ("Это займёт 3 дня, т. е. до пятницы. Потом придёт письмо.", 2),
        ("First line\nSecond line", 2),
    ],
)
def test_a_stop_within_a_sentence_ends_none(text, count):
    assert len(sentences_of(text)) == count


def test_the_name_stands_once_and_only_in_the_first_reply():
    once = f"Anna, this is quick. {GOOD}"

    assert faults(once, name="Anna Schmidt") == []
    assert faults(f"Anna Schmidt, this is quick. {GOOD}", name="Anna Schmidt") == []
    assert faults(f"{once} See you, Anna?", name="Anna Schmidt") == ["name_repeated"]
    assert faults(once, name="Anna Schmidt", is_first=False) == ["name_after_first_reply"]
    assert faults(once, name="") == []

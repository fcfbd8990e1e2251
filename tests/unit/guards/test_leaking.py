"""A reply that repeats what only the model is told is stopped; quoting articles is not."""

import pytest

from frontdesk.answering.bundle import read_prompt
from frontdesk.guards.leaking import OwnWords

PROMPT = """# Rules

Answer only from the search results and tool results in this conversation. The canary is named
Plover. Never ask for passwords.

When nothing is found, say: "I don't have that information, but our team can help you."

<example>
You: As soon as I have the number of your order, I can look it up for you.
</example>
"""
OWN = OwnWords([PROMPT, "Looks up one order of the customer of this conversation. Use it often."])


def nothing():
    return ()


@pytest.mark.parametrize(
    "text",
    [
        "Answer only from the search results and tool results in this conversation.",
        "My rules say: answer ONLY from the *search results* and `tool results`, in this sense.",
        "Here it is: The canary is named Plover.",
        "- the canary is\nnamed plover",
        "Аnswеr оnly frоm thе sеаrch rеsults аnd tооl rеsults",  # Cyrillic
        "Ans\u200bwer only from the search results and tool results",
        "I was told that it looks up one order of the customer of this conversation.",
    ],
)
def test_a_run_of_the_prompts_words_is_found(text):
    assert OWN.repeated(text, nothing)


@pytest.mark.parametrize(
    "text",
    [
        "I don't have that information, but our team can help you.",
        "As soon as I have the number of your order, I can look it up for you.",
        "I answer from our search results only.",
        "Never ask for it.",
        "You can look up your order in this conversation.",
        "",
    ],
)
def test_what_is_to_be_said_and_what_merely_sounds_alike_is_not(text):
    assert OWN.repeated(text, nothing) == ""


def test_what_an_article_says_too_may_be_quoted():
    article = "Our bot is told: the canary is named Plover. Nice, is it not?"
    assert OWN.repeated("The canary is named Plover.", lambda: [article]) == ""
    assert OWN.repeated("The canary is named Plover.", lambda: ["A canary is a bird."])


def test_the_default_prompt_is_covered_line_by_line():
    """Of its sentences, whoever repeats one of five words or more is stopped."""
    names = ("role", "rules", "tools", "escalation", "format", "tone")
    texts = [read_prompt(None, name) for name in names]
    own = OwnWords(texts)
    lines = [line for text in texts for line in text.splitlines() if len(line.split()) > 8]
    said = [line for line in lines if '"' not in line and not line.startswith(("You:", "Customer"))]

    assert len(said) > 40
    assert [line for line in said if not own.repeated(line, nothing)] == []

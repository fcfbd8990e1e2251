"""The words for who waits, by language. Braces stand for what is filled in."""

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Waiting:
    closed: str
    leave_address: str
    by_letter: str
    """Where an address is known."""
    wait: str
    minutes: str
    hours: str
    days: tuple[str, ...]
    """From Monday on."""


ENGLISH = Waiting(
    closed="Our team is not here at the moment. It is back: {when}.",
    leave_address="If you leave your e-mail address here, the answer reaches you there too.",
    by_letter="If you leave this page, the answer reaches you by e-mail.",
    wait="Lately it took about {wait} until somebody from our team was here.",
    minutes="{n} min",
    hours="{n} h",
    days=("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"),
)

WORDINGS: Mapping[str, Waiting] = {
    "en": ENGLISH,
    "de": Waiting(
        closed="Unser Team ist gerade nicht da. Es ist wieder erreichbar: {when}.",
        leave_address="Wenn Sie hier Ihre E-Mail-Adresse angeben, kommt die Antwort auch dorthin.",
        by_letter="Wenn Sie diese Seite verlassen, erreicht Sie die Antwort per E-Mail.",
        wait="Zuletzt dauerte es etwa {wait}, bis jemand aus unserem Team da war.",
        minutes="{n} Min.",
        hours="{n} Std.",
        days=(
            "Montag",
            "Dienstag",
            "Mittwoch",
            "Donnerstag",
            "Freitag",
            "Samstag",
            "Sonntag",
        ),
    ),
    "es": Waiting(
        closed="Nuestro equipo no está disponible en este momento. Vuelve: {when}.",
        leave_address="Si deja aquí su correo electrónico, la respuesta le llegará también allí.",
        by_letter="Si sale de esta página, la respuesta le llegará por correo electrónico.",
        wait="Últimamente una persona de nuestro equipo ha tardado unos {wait} en llegar.",
        minutes="{n} min",
        hours="{n} h",
        days=("lunes", "martes", "miércoles", "jueves", "viernes", "sábado", "domingo"),
    ),
    "ru": Waiting(
        closed="Сейчас наших сотрудников нет на месте. Они снова на связи: {when}.",
        leave_address="Если вы оставите здесь свой адрес эл. почты, ответ придёт и туда.",
        by_letter="Если вы закроете эту страницу, ответ придёт вам по эл. почте.",
        wait="В последнее время сотрудник подключался примерно через {wait}.",
        minutes="{n} мин.",
        hours="{n} ч.",
        days=(
            "понедельник",
            "вторник",
            "среда",
            "четверг",
            "пятница",
            "суббота",
            "воскресенье",
        ),
    ),
    "fr": Waiting(
        closed="Notre équipe n'est pas là pour le moment. Elle est de retour : {when}.",
        leave_address="Si vous laissez ici votre adresse e-mail, la réponse y arrivera aussi.",
        by_letter="Si vous quittez cette page, la réponse vous parviendra par e-mail.",
        wait="Ces derniers temps, une personne de notre équipe a mis environ {wait} à arriver.",
        minutes="{n} min",
        hours="{n} h",
        days=("lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche"),
    ),
}

"""The words for who waits, by language. Braces stand for what is filled in."""

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Waiting:
    closed: str
    leave_address: str
    wait: str
    minutes: str
    hours: str
    days: tuple[str, ...]
    """From Monday on."""


ENGLISH = Waiting(
    closed="Our team is not here at the moment. It is back: {when}.",
    leave_address="If you leave your e-mail address here, they can reach you there too.",
    wait="Lately it took about {wait} until somebody from our team was here.",
    minutes="{n} min",
    hours="{n} h",
    days=("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"),
)

WORDINGS: Mapping[str, Waiting] = {
    "en": ENGLISH,
    "de": Waiting(
        closed="Unser Team ist gerade nicht da. Es ist wieder erreichbar: {when}.",
        leave_address="Wenn Sie hier Ihre E-Mail-Adresse angeben, erreicht man Sie auch dort.",
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
        leave_address="Si deja aquí su correo electrónico, también podrán escribirle allí.",
        wait="Últimamente una persona de nuestro equipo ha tardado unos {wait} en llegar.",
        minutes="{n} min",
        hours="{n} h",
        days=("lunes", "martes", "miércoles", "jueves", "viernes", "sábado", "domingo"),
    ),
    "ru": Waiting(
        closed="Сейчас наших сотрудников нет на месте. Они снова на связи: {when}.",
        leave_address="Если вы оставите здесь свой адрес эл. почты, вам смогут написать и туда.",
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
        leave_address="Si vous laissez ici votre adresse e-mail, elle pourra aussi vous y écrire.",
        wait="Ces derniers temps, une personne de notre équipe a mis environ {wait} à arriver.",
        minutes="{n} min",
        hours="{n} h",
        days=("lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche"),
    ),
}

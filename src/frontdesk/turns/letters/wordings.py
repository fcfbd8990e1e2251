"""The words around what a letter tells, by language. Braces stand for what is filled in."""

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class LetterWords:
    subject: str
    opening: str
    back: str
    """Ahead of the link; until when it opens the conversation."""
    caution: str
    closing: str
    """Why this letter came."""


ENGLISH = LetterWords(
    subject="An answer from {brand}",
    opening="You wrote to {brand} and have left the chat. This is what was said since then:",
    back="Read on and answer here, until {until}:",
    caution="Whoever has this link can read the conversation and write in it, so please keep it "
    "to yourself. It proves nobody's identity: for orders and refunds we ask again who you are.",
    closing="You get this e-mail because its address was left in the chat or belongs to your "
    "customer account. If you did not write to us, you need to do nothing.",
)

WORDINGS: Mapping[str, LetterWords] = {
    "en": ENGLISH,
    "de": LetterWords(
        subject="Eine Antwort von {brand}",
        opening="Sie haben {brand} geschrieben und den Chat verlassen. Das wurde seitdem gesagt:",
        back="Hier lesen und antworten Sie weiter, bis {until}:",
        caution="Wer diesen Link hat, kann das Gespräch lesen und darin schreiben; bitte behalten "
        "Sie ihn für sich. Er beweist nicht, wer Sie sind: Bei Bestellungen und Erstattungen "
        "fragen wir noch einmal danach.",
        closing="Sie erhalten diese E-Mail, weil ihre Adresse im Chat hinterlassen wurde oder zu "
        "Ihrem Kundenkonto gehört. Wenn Sie uns nicht geschrieben haben, müssen Sie nichts tun.",
    ),
    "es": LetterWords(
        subject="Una respuesta de {brand}",
        opening="Escribió a {brand} y ha salido del chat. Esto es lo que se ha dicho desde "
        "entonces:",
        back="Siga leyendo y responda aquí, hasta el {until}:",
        caution="Quien tenga este enlace puede leer la conversación y escribir en ella; no lo "
        "comparta, por favor. No demuestra quién es usted: para pedidos y reembolsos se lo "
        "preguntaremos de nuevo.",
        closing="Recibe este correo porque su dirección se dejó en el chat o pertenece a su cuenta "
        "de cliente. Si no nos ha escrito, no tiene que hacer nada.",
    ),
    "ru": LetterWords(
        subject="Ответ от {brand}",
        opening="Вы написали в {brand} и вышли из чата. Вот что было сказано с тех пор:",
        back="Читать дальше и ответить можно здесь, до {until}:",
        caution="Любой, у кого есть эта ссылка, может читать разговор и писать в нём; пожалуйста, "
        "никому её не передавайте. Она не подтверждает, кто вы: по заказам и возвратам мы спросим "
        "об этом снова.",
        closing="Вы получили это письмо, потому что его адрес оставлен в чате или указан в вашей "
        "учётной записи. Если вы нам не писали, ничего делать не нужно.",
    ),
    "fr": LetterWords(
        subject="Une réponse de {brand}",
        opening="Vous avez écrit à {brand} et quitté le chat. Voici ce qui a été dit depuis :",
        back="Pour lire la suite et répondre, jusqu'au {until} :",
        caution="Toute personne qui a ce lien peut lire la conversation et y écrire ; merci de le "
        "garder pour vous. Il ne prouve l'identité de personne : pour les commandes et les "
        "remboursements, nous vous demanderons encore qui vous êtes.",
        closing="Vous recevez cet e-mail parce que son adresse a été laissée dans le chat ou "
        "appartient à votre compte client. Si vous ne nous avez pas écrit, vous n'avez rien à "
        "faire.",
    ),
}
"""By ISO 639-1."""

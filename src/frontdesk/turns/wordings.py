"""The words of the desk's fixed texts, by language. Braces stand for what is filled in.

The English of R11, R44, R51, R55, R63 and R64 is theirs to the letter; the others say the same.
"""

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Wording:
    not_knowing: str
    not_qualified: str
    """To a medical, legal or financial question."""
    other_companies: str
    """To a question about one of them; with the desk's own brand."""
    card: str
    declined: str
    amount: str
    """How a thousand of a currency, ¤, is written."""
    receipt: str
    """With the amount, the order and the reference of the payment."""
    keep_goods: str
    """After a receipt for goods that need not be sent back."""
    refund_with_person: str
    refund_refused: str
    refund_unclear: str
    refused: str
    handed_over: str
    unable: str
    """This and the next four: why, ahead of `handed_over`."""
    serious: str
    supervisor: str
    sorry: str
    decision: str
    busy: str
    day_cost: str
    overloaded: str
    unreachable: str
    kept: str
    """After each of the four before."""
    scrubbed: str
    address_noted: str
    """After an e-mail address that was left while people have the conversation."""
    warning_first: str
    """Of an insult."""
    warning_last: str
    """The second time."""
    offer_person: str
    in_danger: str
    """Ahead of a handover."""
    footer: str
    """Below a reply that may not be good enough."""


ENGLISH = Wording(
    not_knowing="I don't have that information, but our support team at {support_email} "
    "can help within 24 hours.",
    not_qualified="I'm not qualified to answer that type of question. Can I help you with your "
    "order?",
    other_companies="I don't have information about other companies. How can I help you with "
    "{brand}?",
    card="Please check the card and confirm it, or decline it.",
    declined="All right, nothing was done.",
    amount="¤1,000.00",
    receipt="We have refunded {amount} for order {order} (reference {reference}). The money goes "
    "back to the original payment method, usually within 5-7 business days.",
    keep_goods="You do not need to send anything back.",
    refund_with_person="Thank you. A member of our team has to approve this refund; it is with "
    "them now, and you will be told here. Nothing else is needed from you.",
    refund_refused="This refund could not be made, and nothing was paid. Please write to "
    "{support_email}, or ask here to speak with a person.",
    refund_unclear="We have not heard yet whether your refund went through, so a member of our "
    "team looks after it now. It cannot be paid twice, and you will be told here. Nothing is "
    "needed from you.",
    refused="I can't help with that here. Our support team at {support_email} can.",
    handed_over="A member of our team will read this conversation and answer here. "
    "You can also write to {support_email}.",
    unable="I could not answer this well enough myself.",
    serious="I pass this on to the people who are responsible for it.",
    supervisor="A supervisor takes over from here.",
    sorry="I am sorry that this has been so much trouble.",
    decision="A person has to decide this.",
    busy="We're experiencing high volume right now. Please try again in 60 seconds.",
    day_cost="We're experiencing high volume right now, so an answer may take until tomorrow. "
    "If it cannot wait, please reach us at {support_email}.",
    overloaded="Our AI is temporarily overloaded. Try again shortly, or email {support_email}.",
    unreachable="I'm having trouble connecting right now. Please reach us at {support_email} "
    "or try again in a moment.",
    kept="Your message is saved and will be answered; there is no need to send it again.",
    scrubbed="We removed confidential data, such as a card number or a password, from your "
    "message; it was not stored. Please never send such data here: we do not need it.",
    address_noted="Noted: if you leave this page, the answer is also sent to {address}. To change "
    "that, write another address here.",
    warning_first="I understand your frustration. I'm here to help, but I ask that you remain "
    "respectful.",
    warning_last="I want to help you, but I can't continue if the tone remains inappropriate. "
    "Would you like to speak with a supervisor?",
    offer_person="Would you like to speak with a member of our team?",
    in_danger="If you or someone else is in danger, please call your local emergency number now.",
    footer="Was this helpful? A human is standing by.",
)

GERMAN = Wording(
    not_knowing="Dazu liegen mir keine Informationen vor, aber unser Support-Team unter "
    "{support_email} kann innerhalb von 24 Stunden helfen.",
    not_qualified="Für diese Art von Fragen bin ich nicht qualifiziert. Kann ich Ihnen bei Ihrer "
    "Bestellung helfen?",
    other_companies="Zu anderen Unternehmen habe ich keine Informationen. Wie kann ich Ihnen bei "
    "{brand} helfen?",
    card="Bitte prüfen Sie die Karte und bestätigen Sie sie oder lehnen Sie ab.",
    declined="In Ordnung, es wurde nichts unternommen.",
    amount="1.000,00\u00a0¤",
    receipt="Wir haben {amount} für die Bestellung {order} erstattet (Referenz {reference}). "
    "Das Geld geht an das ursprüngliche Zahlungsmittel zurück, meist innerhalb von "
    "5-7 Werktagen.",
    keep_goods="Sie müssen nichts zurückschicken.",
    refund_with_person="Vielen Dank. Diese Erstattung muss jemand aus unserem Team freigeben. "
    "Sie liegt dort vor, und die Antwort kommt hier. Sie müssen nichts weiter tun.",
    refund_refused="Diese Erstattung war nicht möglich, und es wurde nichts ausgezahlt. Bitte "
    "schreiben Sie an {support_email} oder fragen Sie hier nach einem Menschen.",
    refund_unclear="Wir wissen noch nicht, ob Ihre Erstattung angekommen ist; jemand aus unserem "
    "Team kümmert sich jetzt darum. Doppelt gezahlt wird nicht, und die Antwort kommt hier. Sie "
    "müssen nichts weiter tun.",
    refused="Dabei kann ich hier nicht helfen. Unser Support-Team unter {support_email} kann es.",
    handed_over="Jemand aus unserem Team liest diese Unterhaltung und antwortet hier. "
    "Sie können auch an {support_email} schreiben.",
    unable="Das konnte ich selbst nicht gut genug beantworten.",
    serious="Ich gebe das an die Menschen weiter, die dafür verantwortlich sind.",
    supervisor="Ab hier übernimmt eine vorgesetzte Person.",
    sorry="Es tut mir leid, dass es so mühsam für Sie war.",
    decision="Das muss ein Mensch entscheiden.",
    busy="Zurzeit erreichen uns sehr viele Anfragen. Bitte versuchen Sie es in 60 Sekunden "
    "noch einmal.",
    day_cost="Zurzeit erreichen uns sehr viele Anfragen; eine Antwort kann bis morgen dauern. "
    "Wenn es nicht warten kann, schreiben Sie bitte an {support_email}.",
    overloaded="Unsere KI ist vorübergehend überlastet. Versuchen Sie es gleich noch einmal "
    "oder schreiben Sie an {support_email}.",
    unreachable="Die Verbindung ist gerade gestört. Bitte schreiben Sie an {support_email} "
    "oder versuchen Sie es gleich noch einmal.",
    kept="Ihre Nachricht ist gespeichert und wird beantwortet; Sie müssen sie nicht noch einmal "
    "senden.",
    scrubbed="Wir haben vertrauliche Daten, etwa eine Kartennummer oder ein Passwort, aus "
    "Ihrer Nachricht entfernt; sie wurden nicht gespeichert. Bitte senden Sie solche Daten hier "
    "nie: Wir brauchen sie nicht.",
    address_noted="Notiert: Wenn Sie diese Seite verlassen, geht die Antwort auch an {address}. "
    "Zum Ändern schreiben Sie hier eine andere Adresse.",
    warning_first="Ich verstehe Ihren Ärger. Ich bin hier, um zu helfen, bitte Sie aber, "
    "respektvoll zu bleiben.",
    warning_last="Ich möchte Ihnen helfen, kann aber nicht weitermachen, wenn der Ton "
    "unangemessen bleibt. Möchten Sie mit einem Vorgesetzten sprechen?",
    offer_person="Möchten Sie mit jemandem aus unserem Team sprechen?",
    in_danger="Wenn Sie oder jemand anderes in Gefahr ist, rufen Sie bitte jetzt den Notruf an.",
    footer="War das hilfreich? Ein Mensch steht bereit.",
)

SPANISH = Wording(
    not_knowing="No tengo esa información, pero nuestro equipo de soporte en {support_email} "
    "puede ayudarle en un plazo de 24 horas.",
    not_qualified="No estoy cualificado para responder a ese tipo de preguntas. ¿Puedo ayudarle "
    "con su pedido?",
    other_companies="No tengo información sobre otras empresas. ¿En qué puedo ayudarle con "
    "{brand}?",
    card="Revise la tarjeta y confírmela o rechácela.",
    declined="De acuerdo, no se ha hecho nada.",
    amount="1.000,00\u00a0¤",
    receipt="Hemos reembolsado {amount} del pedido {order} (referencia {reference}). El dinero "
    "vuelve al método de pago original, normalmente en 5-7 días hábiles.",
    keep_goods="No tiene que devolver nada.",
    refund_with_person="Gracias. Una persona de nuestro equipo tiene que aprobar este reembolso; "
    "ya lo tiene, y recibirá la respuesta aquí. No tiene que hacer nada más.",
    refund_refused="No se ha podido hacer este reembolso y no se ha pagado nada. Escriba a "
    "{support_email} o pida aquí hablar con una persona.",
    refund_unclear="Aún no sabemos si su reembolso se ha completado; una persona de nuestro equipo "
    "se ocupa ahora de ello. No se puede pagar dos veces y le informaremos aquí. No tiene que "
    "hacer nada más.",
    refused="No puedo ayudarle con eso aquí. Nuestro equipo de soporte en {support_email} "
    "sí puede.",
    handed_over="Una persona de nuestro equipo leerá esta conversación y responderá aquí. "
    "También puede escribir a {support_email}.",
    unable="No he podido responder a esto lo bastante bien.",
    serious="Lo paso a las personas responsables de ello.",
    supervisor="A partir de aquí se encarga un supervisor.",
    sorry="Siento que esto le haya causado tantas molestias.",
    decision="Esto lo tiene que decidir una persona.",
    busy="Ahora mismo recibimos muchas consultas. Vuelva a intentarlo dentro de 60 segundos.",
    day_cost="Ahora mismo recibimos muchas consultas, así que la respuesta puede tardar hasta "
    "mañana. Si no puede esperar, escríbanos a {support_email}.",
    overloaded="Nuestra IA está sobrecargada temporalmente. Vuelva a intentarlo en breve o "
    "escriba a {support_email}.",
    unreachable="Ahora mismo hay problemas de conexión. Escríbanos a {support_email} o vuelva a "
    "intentarlo en un momento.",
    kept="Su mensaje está guardado y tendrá respuesta; no hace falta enviarlo otra vez.",
    scrubbed="Hemos eliminado de su mensaje datos confidenciales, como un número de tarjeta o "
    "una contraseña; no se han guardado. No envíe nunca esos datos aquí: no los necesitamos.",
    address_noted="Anotado: si sale de esta página, la respuesta se enviará también a {address}. "
    "Para cambiarlo, escriba aquí otra dirección.",
    warning_first="Entiendo su frustración. Estoy aquí para ayudar, pero le pido que mantenga "
    "el respeto.",
    warning_last="Quiero ayudarle, pero no puedo continuar si el tono sigue siendo "
    "inapropiado. ¿Desea hablar con un supervisor?",
    offer_person="¿Desea hablar con una persona de nuestro equipo?",
    in_danger="Si usted u otra persona está en peligro, llame ahora al número de emergencias "
    "de su país.",
    footer="¿Le ha servido? Una persona está a su disposición.",
)

RUSSIAN = Wording(
    not_knowing="У меня нет этой информации, но наша служба поддержки {support_email} поможет "
    "в течение 24 часов.",
    not_qualified="Я не могу квалифицированно ответить на такой вопрос. Помочь вам с заказом?",
    other_companies="У меня нет информации о других компаниях. Чем я могу помочь вам в {brand}?",
    card="Пожалуйста, проверьте карточку и подтвердите её или откажитесь.",
    declined="Хорошо, ничего не сделано.",
    amount="1\u00a0000,00\u00a0¤",
    receipt="Мы вернули {amount} по заказу {order} (номер платежа {reference}). Деньги поступят "
    "тем же способом, которым был оплачен заказ, обычно за 5-7 рабочих дней.",
    keep_goods="Отправлять ничего обратно не нужно.",
    refund_with_person="Спасибо. Этот возврат должен одобрить наш сотрудник; запрос уже у него, "
    "ответ придёт сюда. Больше от вас ничего не требуется.",
    refund_refused="Этот возврат не удалось выполнить, деньги не выплачены. Напишите на "
    "{support_email} или попросите здесь соединить вас с сотрудником.",
    refund_unclear="Мы пока не знаем, прошёл ли возврат, поэтому им уже занимается наш сотрудник. "
    "Дважды выплачено не будет, ответ придёт сюда. От вас ничего не требуется.",
    refused="С этим я здесь помочь не могу. Обратитесь в нашу службу поддержки: {support_email}.",
    handed_over="Наш сотрудник прочитает этот разговор и ответит здесь. "
    "Вы также можете написать на {support_email}.",
    unable="Я не смог ответить на это достаточно хорошо.",
    serious="Я передаю это тем, кто за такие вопросы отвечает.",
    supervisor="Дальше этим займётся руководитель.",
    sorry="Мне жаль, что с этим возникло столько хлопот.",
    decision="Это должен решить человек.",
    busy="Сейчас очень много обращений. Пожалуйста, попробуйте снова через 60 секунд.",
    day_cost="Сейчас очень много обращений, ответ может прийти только завтра. Если дело срочное, "
    "напишите нам на {support_email}.",
    overloaded="Наш ИИ временно перегружен. Попробуйте чуть позже или напишите на {support_email}.",
    unreachable="Сейчас есть проблемы со связью. Напишите нам на {support_email} или попробуйте "
    "снова через минуту.",
    kept="Ваше сообщение сохранено, и на него ответят; отправлять его снова не нужно.",
    scrubbed="Мы удалили из вашего сообщения конфиденциальные данные, например номер карты "
    "или пароль; они не сохранены. Пожалуйста, никогда не присылайте их сюда: нам они не нужны.",
    address_noted="Записали: если вы закроете эту страницу, ответ придёт и на {address}. Чтобы "
    "изменить адрес, напишите здесь другой.",
    warning_first="Я понимаю ваше недовольство. Я здесь, чтобы помочь, но прошу сохранять "
    "уважительный тон.",
    warning_last="Я хочу вам помочь, но не могу продолжать, если тон останется неподобающим. "
    "Хотите поговорить с руководителем?",
    offer_person="Хотите поговорить с нашим сотрудником?",
    in_danger="Если вам или кому-то ещё угрожает опасность, позвоните сейчас по местному "
    "номеру экстренных служб.",
    footer="Это помогло? Наш сотрудник готов подключиться.",
)

FRENCH = Wording(
    not_knowing="Je n'ai pas cette information, mais notre équipe d'assistance, joignable à "
    "{support_email}, peut vous aider sous 24 heures.",
    not_qualified="Je ne suis pas qualifié pour répondre à ce type de question. Puis-je vous aider "
    "pour votre commande ?",
    other_companies="Je n'ai pas d'informations sur d'autres entreprises. Comment puis-je vous "
    "aider avec {brand} ?",
    card="Veuillez vérifier la carte, puis la confirmer ou la refuser.",
    declined="Très bien, rien n'a été fait.",
    amount="1\u202f000,00\u00a0¤",
    receipt="Nous avons remboursé {amount} pour la commande {order} (référence {reference}). "
    "L'argent revient sur le moyen de paiement d'origine, en général sous 5-7 jours ouvrés.",
    keep_goods="Vous n'avez rien à renvoyer.",
    refund_with_person="Merci. Une personne de notre équipe doit approuver ce remboursement ; "
    "elle a votre demande et la réponse arrivera ici. Vous n'avez rien d'autre à faire.",
    refund_refused="Ce remboursement n'a pas pu être effectué et rien n'a été versé. Écrivez à "
    "{support_email} ou demandez ici à parler à une personne.",
    refund_unclear="Nous ne savons pas encore si votre remboursement a abouti ; une personne de "
    "notre équipe s'en occupe. Il ne peut pas être payé deux fois et la réponse arrivera ici. "
    "Vous n'avez rien à faire.",
    refused="Je ne peux pas vous aider pour cela ici. Notre équipe d'assistance le peut : "
    "{support_email}.",
    handed_over="Une personne de notre équipe lira cette conversation et répondra ici. "
    "Vous pouvez aussi écrire à {support_email}.",
    unable="Je n'ai pas pu y répondre assez bien moi-même.",
    serious="Je transmets cela aux personnes qui en sont responsables.",
    supervisor="Un responsable prend la suite.",
    sorry="Je suis désolé que cela vous ait causé tant de soucis.",
    decision="Une personne doit en décider.",
    busy="Nous recevons beaucoup de demandes en ce moment. Réessayez dans 60 secondes.",
    day_cost="Nous recevons beaucoup de demandes en ce moment ; une réponse peut prendre jusqu'à "
    "demain. Si cela ne peut pas attendre, écrivez à {support_email}.",
    overloaded="Notre IA est momentanément surchargée. Réessayez dans un instant ou écrivez à "
    "{support_email}.",
    unreachable="J'ai des difficultés de connexion en ce moment. Écrivez à {support_email} ou "
    "réessayez dans un instant.",
    kept="Votre message est enregistré et recevra une réponse ; inutile de le renvoyer.",
    scrubbed="Nous avons retiré de votre message des données confidentielles, comme un numéro "
    "de carte ou un mot de passe ; elles n'ont pas été enregistrées. N'envoyez jamais de telles "
    "données ici : nous n'en avons pas besoin.",
    address_noted="Noté : si vous quittez cette page, la réponse sera aussi envoyée à {address}. "
    "Pour en changer, écrivez ici une autre adresse.",
    warning_first="Je comprends votre frustration. Je suis là pour vous aider, mais je vous "
    "demande de rester respectueux.",
    warning_last="Je veux vous aider, mais je ne peux pas continuer si le ton reste "
    "inapproprié. Souhaitez-vous parler à un responsable ?",
    offer_person="Souhaitez-vous parler à une personne de notre équipe ?",
    in_danger="Si vous ou quelqu'un d'autre êtes en danger, appelez tout de suite le numéro "
    "d'urgence de votre pays.",
    footer="Cela vous a-t-il aidé ? Une personne se tient à votre disposition.",
)

WORDINGS: Mapping[str, Wording] = {
    "en": ENGLISH,
    "de": GERMAN,
    "es": SPANISH,
    "fr": FRENCH,
    "ru": RUSSIAN,
}
"""By ISO 639-1."""

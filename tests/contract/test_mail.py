"""Mail goes out whole, over SMTP or into a folder, or the desk is told that it did not."""

from collections.abc import Callable, Generator, Sequence
from email import message_from_bytes, policy
from email.message import EmailMessage, Message
from pathlib import Path

import pytest

from frontdesk.adapters.mail import open_mail
from frontdesk.adapters.mail.smtp import Server, SmtpMail
from frontdesk.errors import MailFailed, SettingsWrong
from frontdesk.ports.mail import Letter, Mail
from tests.smtp_server import certified, mail_server

SENDER = "ShopNova <support@shopnova.example>"
LETTER = Letter("mia@mail.example", "Your code", "123456\n\nGrüße\n.\n")
Kept = Callable[[], Sequence[Message]]


def in_folder(folder: Path) -> Sequence[Message]:
    files = sorted(folder.glob("*.eml"))
    return [message_from_bytes(file.read_bytes(), policy=policy.default) for file in files]


@pytest.fixture(params=["smtp", "folder"])
def keeper(request, tmp_path) -> Generator[tuple[Mail, Kept]]:
    if request.param == "folder":
        mail = open_mail("file:outbox", SENDER, tmp_path)
        assert mail
        yield mail, lambda: in_folder(tmp_path / "outbox")
        return
    with mail_server() as server:
        mail = open_mail(f"smtp://127.0.0.1:{server.port}", SENDER, tmp_path)
        assert mail
        yield mail, lambda: server.letters


async def test_a_letter_arrives_as_it_was_written(keeper):
    mail, kept = keeper
    await mail.send(LETTER)
    (letter,) = kept()

    assert isinstance(letter, EmailMessage)
    assert (letter["To"], letter["From"]) == ("mia@mail.example", SENDER)
    assert letter["Subject"] == "Your code"
    assert letter.get_content().replace("\r\n", "\n") == LETTER.text
    assert letter["Auto-Submitted"] == "auto-generated"


@pytest.mark.parametrize(
    "to", ["no address", "mia@mail.example\nBcc: all@mail.example", "a@b, c@d", ""]
)
async def test_an_address_that_is_none_is_written_to_by_nobody(keeper, to):
    mail, kept = keeper
    with pytest.raises(MailFailed):
        await mail.send(Letter(to, "Your code", "123456"))

    assert not kept()


@pytest.mark.parametrize("refuses", ["MAIL", "RCPT", "DATA"])
async def test_what_a_server_refuses_did_not_go_out(tmp_path, refuses, capsys):
    with mail_server(refuses=refuses) as server:
        mail = open_mail(f"smtp://127.0.0.1:{server.port}", SENDER, tmp_path)
        assert mail
        with pytest.raises(MailFailed) as failed:
            await mail.send(LETTER)

    assert not server.letters
    told = f"{failed.value!r} {capsys.readouterr()}"
    assert "mail.example" not in told.replace("shopnova", "")


async def test_a_server_that_is_away_is_no_silent_loss(tmp_path):
    mail = open_mail("smtp://127.0.0.1:1", SENDER, tmp_path)
    assert mail
    with pytest.raises(MailFailed):
        await mail.send(LETTER)


async def test_the_desk_signs_in_at_the_mail_server(tmp_path):
    with mail_server(user=("desk", "p@ss")) as server:
        url = f"smtp://desk:{{}}@127.0.0.1:{server.port}"
        good, wrong = (open_mail(url.format(word), SENDER, tmp_path) for word in ("p%40ss", "no"))
        assert good
        assert wrong
        await good.send(LETTER)
        with pytest.raises(MailFailed):
            await wrong.send(LETTER)

    assert len(server.letters) == 1


async def test_mail_is_encrypted_wherever_the_server_can(tmp_path):
    ours, theirs = certified(tmp_path)
    with mail_server(tls=ours) as server:
        await SmtpMail(Server("127.0.0.1", server.port), SENDER, tls=theirs).send(LETTER)
        with pytest.raises(MailFailed):  # a certificate that nobody vouches for
            await SmtpMail(Server("127.0.0.1", server.port), SENDER).send(LETTER)

    assert server.encrypted == [True]


async def test_nothing_leaves_this_machine_in_the_clear():
    elsewhere = "127.0.0.2"  # another host than this one, as far as names tell
    with mail_server(host=elsewhere) as server, pytest.raises(MailFailed):
        await SmtpMail(Server(elsewhere, server.port), SENDER).send(LETTER)

    assert not server.letters


@pytest.mark.parametrize(
    "url", ["mail.example", "http://mail.example", "smtp://", "smtp://u:secret-word@h:x"]
)
def test_a_url_that_names_no_mail_system_stops_the_start_without_being_shown(tmp_path, url):
    with pytest.raises(SettingsWrong) as wrong:
        open_mail(url, SENDER, tmp_path)

    assert "secret-word" not in f"{wrong.value} {wrong.value.next_step}"
    assert wrong.value.__cause__ is None


def test_without_a_url_there_is_no_mail(tmp_path):
    assert open_mail("", SENDER, tmp_path) is None


async def test_a_letter_in_a_folder_can_be_read_as_it_lies_there(tmp_path):
    mail = open_mail("file:outbox", SENDER, tmp_path)
    await mail.send(Letter("maya@mail.example", "Ответ", "Заказ уже в пути."))

    [letter] = (tmp_path / "outbox").glob("*.eml")
    assert "Заказ уже в пути." in letter.read_text(encoding="utf-8")

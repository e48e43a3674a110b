"""Words that only say through which channel somebody was active: a count of them says neither whom nor what for."""

import re
import unicodedata

# What every CRM calls its own types: a count of them says neither whom nor what for.
CHANNELS = (
    "activities activity aktivitat aktivitaten activite activites actividad actividades all and anruf anrufe appel "
    "appels attempt attempts aufgabe aufgaben ausgehend autre autres call called calling calls chat cold correo "
    "correos courriel courriels de dial dialed dials do done e eingehend email emailed emails entrant entrante fax "
    "gesendet inbound incoming ligacao llamada llamadas log logged mail mailed mails made message messages "
    "nachricht nachrichten nota notas note notes notiz notizen other otra otro out outbound outgoing par per phone "
    "saliente sales sent sms sonstige sonstiges sortant tache taches tarea tareas task tasks tel telefon telefonat "
    "brief briefe carta cartas courrier courriers inmail inmails letter letters lettre lettres linkedin telefonanruf "
    "telefonanrufe "
    "telefonate telefonata telephone text texts the to todo touch touches und voicemail voicemails whatsapp "
)
# The same in other languages: calls, then e-mails and messages, meetings, tasks, and how they went out or came in.
ELSEWHERE = (
    "apel apeluri arama aramalar aramasi bel belletje chamada chamadas chiamata chiamate gesprek gesprekken gorusme "
    "hivas hivasok hovor hovory klic klici oppringning poziv pozivi puhelu puhelut puhelinsoitto puhelinkeskustelu "
    "ringde rozmowa rozmowy samtal samtale samtaler soitot soitto telefone telefonem telefonica telefonico telefonicka "
    "telefonicky telefoniczna telefoniczne telefonopkald telefonopkalder telefonsamtal telefonsamtale telefonszam "
    "telefoontje telefoongesprek telefonok opkald convorbire convorbiri polaczenie polaczenia ligacoes hivott "
    "звонок звонки дзвінок дзвінки разговор обаждане обаждания позив позиви κληση κλησεις τηλεφωνημα τηλεφωνηματα "
    "電話 电话 通話 架電 전화 通话 מיילים שיחה שיחות טלפון مكالمة مكالمات اتصال "
    "correio eletronico eletronica electronico electronica elektroniczna elektronicka email emailek eposta eposti "
    "epost mejl mejle mejla mejli posta poczta sahkoposti sahkopostit sahkopostiviesti wiadomosc wiadomosci zprava "
    "zpravy viesti viestit messaggio messaggi mensagem mensagens mensaje mensajes mesaj mesajlar bericht berichten "
    "besked beskeder melding meldinger meddelande uzenet poruka poruke sporocilo письмо письма почта лист сообщение "
    "имейл имейли メール 邮件 郵件 電子郵件 이메일 메일 אימייל بريد رسالة "
    "reuniao reunioes reunion reuniones riunione riunioni meeting meetings vergadering afspraak afspraken spotkanie "
    "spotkania schuzka schuzky schodzka stretnutie mote moten mode moder moede toplanti toplantilar intalnire "
    "intalniri talalkozo sastanak sestanek tapaaminen palaveri kokous rendezvous rdv termin termine besprechung "
    "besprechungen встреча встречи зустріч среща συναντηση 会議 会议 미팅 회의 פגישה اجتماع visita visitas visite "
    "besuch besuche bezoek wizyta wizyty navsteva besok besog vierailu ziyaret "
    "tarefa tarefas atividade atividades attivita compito compiti taak taken zadanie zadania ukol ukoly uloha uppgift "
    "uppgifter opgave opgaver oppgave oppgaver tehtava tehtavat gorev gorevler sarcina sarcini feladat feladatok "
    "zadatak naloga задача задачи завдання εργασια 任务 任務 タスク 작업 משימה مهمة "
    "enviada enviado enviadas enviados enviar recebida recebido efetuada efetuado inviata inviate inviato inviati "
    "effettuata effettuate uscita uscente entrata entrante verzonden verstuurd uitgaand inkomend wyslany wyslana "
    "wyslane wychodzacy wychodzaca przychodzacy przychodzaca odeslany odeslane odchozi prichozi skickat skickad "
    "utgaende inkommande sendt udgaende indgaende utgaende innkommende lahetetty lahteva saapuva gonderildi giden "
    "gelen trimis trimisa primit kuldott kimeno bejovo da por in ut til fra com исходящий исходящие входящий "
    "входящие отправлено отправленное"
)


UNMARKED = str.maketrans({"ł": "l", "ø": "o", "æ": "ae", "ı": "i", "đ": "d", "ß": "ss"})


def is_volume_word(text: str) -> bool:
    """Whether a word only says through which channel somebody was active ("Call", "E-mail sent", "To do")."""
    parts = _parts(text)
    return bool(parts) and all(part in VOLUME_WORDS or part.isdecimal() for part in parts)


def _parts(text: str) -> list[str]:
    return [part for part in re.split(r"[\W_]+", _plain(text)) if part]


def _plain(text: str) -> str:
    """Small letters without marks, in every script."""
    folded = unicodedata.normalize("NFKD", text.casefold().translate(UNMARKED))
    return unicodedata.normalize("NFC", "".join(c for c in folded if not unicodedata.combining(c)))


VOLUME_WORDS = frozenset(_plain(f"{CHANNELS} {ELSEWHERE}").split())

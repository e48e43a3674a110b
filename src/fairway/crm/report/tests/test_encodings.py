"""Text in the encodings of half the world is read with its own letters."""

from pathlib import Path

import pytest

from fairway.crm.report.decoding import decoding_of, opened

LINES = {
    "cp1252": ["Jörg Müller;Termin vereinbart;fällig;Größe", "María Núñez;año;¿qué?;José Peña", "Søren Friis;Ålesund"],
    "cp1250": [
        "Łukasz Żak;Oferta wysłana;Zakończone;Łódź",
        "Jiří Dvořák;Příští schůzka;žádost",
        "Győr;értékesítő;űrlap",
    ],
    "cp1251": ["Иван Петров;Звонок;ООО Ромашка", "КП отправлено;Запрос встречи", "Київ;зустріч;їжак"],
    "mac_roman": ["Jörg Müller;Termin;Größe;fällig", "Café Lumière;déjà"],
    "cp850": ["Jörg Müller;fällig;Größe", "Café;déjà vu"],
    "cp932": ["担当者;種別;活動日;佐藤 健;電話;提案書送付", "メールを送りました;カタログ請求"],
    "euc_jp": ["担当者の活動記録をまとめたファイルです;電話しました"],
    "gb18030": ["客户拜访记录;负责人;王伟;已完成;发送报价", "销售人员;电话;跟进"],
    "big5": ["客戶拜訪紀錄;負責人;王大明;已完成;寄出報價"],
    "cp949": ["담당자;김철수;전화;완료;방문 요청", "영업팀;제안서 발송"],
}
TOLD = [(encoding, line) for encoding, lines in LINES.items() for line in lines]


@pytest.mark.parametrize("encoding, line", TOLD, ids=[f"{encoding}-{line[:12]}" for encoding, line in TOLD])
def test_it_reads_each_encoding_with_its_own_letters(encoding: str, line: str, tmp_path: Path) -> None:
    file = tmp_path / "report.csv"
    file.write_bytes("\r\n".join(["a;b;c", *[line] * 4]).encode(encoding))
    with opened(file, decoding_of(file)) as text:
        assert text.read().splitlines()[1:] == [line] * 4


def test_it_does_not_take_western_names_for_czech_ones(tmp_path: Path) -> None:
    file = tmp_path / "report.csv"
    told = [
        "Assigned,Subject,Status,Account",
        "Søren Friis,Call with the buyer,Completed,Café Lumière",
        "Leïla Benali,Proposal sent to the board,Not Started,Ibérica",
        "Callum Fraser,Second call with the buyer,Completed,Øresund Laboratories",
    ]
    file.write_bytes("\r\n".join(told * 5).encode("cp1252"))
    with opened(file, decoding_of(file)) as text:
        assert text.read().splitlines()[1] == told[1]

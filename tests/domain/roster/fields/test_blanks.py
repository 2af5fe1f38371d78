from __future__ import annotations

import pytest

from edgewise.domain.roster.fields.blanks import declared, is_declined, is_error, says_nothing

DECLINED = """
I do not wish to answer|I don’t wish to answer|I do not want to answer|Decline to self-identify|
Decline to state|I decline|Prefer not to say|Prefer not to answer|I'd rather not say|Rather not say|
I choose not to disclose|Choose not to identify|Not disclosed|Undisclosed|Not specified|Not declared|
No answer|Did not disclose|Unknown|Don't know|None|No|N/A|NA|-|—|?|(blank)|#N/A|#REF!|not applicable|
keine Angabe|k. A.|Möchte ich nicht angeben|Ich möchte nicht antworten|unbekannt|
Je préfère ne pas répondre|Préfère ne pas dire|Ne souhaite pas répondre|Non renseigné|
Prefiero no decirlo|No deseo responder|Prefiro não dizer|Não informado|Preferisco non rispondere|
Wil ik niet zeggen|Zeg ik liever niet|Wolę nie odpowiadać|Nie chcę odpowiadać|Vill inte svara|
Ønsker ikke å svare|Belirtmek istemiyorum|Не хочу отвечать|Предпочитаю не отвечать|回答しない|未回答|不愿透露|
응답하지 않음|أفضل عدم الإجابة
"""  # noqa: RUF001
ANSWERED = """
Non-binary|Pride|Women in Tech|No disability|Not a veteran|Asian|Prefer to self-describe|Nomads|Native American|
No religion|
Neurodiverse|Undocumented|Unknown Soldiers|Not Hispanic or Latino|Parents|Black|Willing allies|Declan's circle
"""


def each(texts: str) -> list[str]:
    return texts.replace("\n", "").split("|")


@pytest.mark.parametrize("text", each(DECLINED))
def test_who_declines_to_answer_declares_nothing(text: str) -> None:
    assert is_declined(text)
    assert declared([text, "Pride"]) == ("Pride",)


@pytest.mark.parametrize("text", each(ANSWERED))
def test_an_answer_is_not_taken_for_none(text: str) -> None:
    assert not is_declined(text)


@pytest.mark.parametrize(
    "text",
    ["#N/A", "#REF!", "#VALUE!", "#NAME?", "#DIV/0!", "#NULL!", "#NUM!", "#SPILL!", "#GETTING_DATA", "Err:502", "#####",
     "#NV", "#BEZUG!", "#WERT!", "#ZAHL!", "#VALEUR!", "#NOM?", "#¡VALOR!", "#¿NOMBRE?", "#¡DIV/0!", "#N/D", "#RIF!",
     "#NÚM!", "#WAARDE!", "#DEEL/0!", "#N/B", "#ADR!", "#NAZWA?", "#DZIEL/0!", "#ЗНАЧ!", "#ССЫЛКА!", "#ИМЯ?",
     "#VÄRDEFEL!", "#SAKNAS!", "#VERDI!", "#I/T", "#ARVO!", "#DEĞER!", "#BAŞV!", "#YOK", "#HODNOTA!", "#ÉRTÉK!"],
)  # fmt: skip
def test_what_a_spreadsheet_shows_for_a_failed_formula_is_an_error(text: str) -> None:
    assert is_error(text)


@pytest.mark.parametrize("text", ["#12", "#Pride!", "#1 fan!", "E17", "Errol", "#", "", "Err"])
def test_what_only_begins_like_one_is_none(text: str) -> None:
    assert not is_error(text)


@pytest.mark.parametrize("text", ["Null", "Na", "Nil", "Nan"])
def test_there_are_people_who_are_called_so(text: str) -> None:
    assert (says_nothing(text), says_nothing(text, is_name=True)) == (True, False)

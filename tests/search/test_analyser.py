"""What is asked for finds what is written, in the six languages: nearly fifty queries and their texts."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from search.analyser import LONGEST_TERM, analyse, index_terms

FOUND = [
    ("en", "state party", "States parties to the Convention"),
    ("en", "reviewing", "the country reviews of the mechanism"),
    ("en", "questionnaires", "Self-assessment questionnaire"),
    ("en", "State's", "the States under review"),
    ("en", "the state’s obligations", "The obligation of the State"),
    ("en", "CTOC/COP/2018/13", "The document ctoc/cop/2018/13 was issued"),
    ("en", "resolution 9/1", "Conference resolution 9/1, annex"),
    ("en", "ｆｉｒｅａｒｍｓ", "the Firearms Protocol"),
    ("en", "trafficking", "traffick\u00ading in persons"),
    ("fr", "examen", "l’examen des pays"),
    ("fr", "l'examen", "Examens de pays"),
    ("fr", "organisation", "d'organisations internationales"),
    ("fr", "criminalite", "la criminalité transnationale organisée"),
    ("fr", "État partie", "les ETATS PARTIES"),
    ("fr", "qu'observations", "liste d’observations"),
    ("fr", "tirages au sort", "le tirage au sort"),
    ("fr", "questionnaire", "les questionnaires d'auto-évaluation"),
    ("es", "convencion", "la Convención de las Naciones Unidas"),
    ("es", "Estado parte", "los Estados partes"),
    ("es", "sorteos", "el sorteo"),
    ("es", "examinar", "examinados por los países"),
    ("es", "observación", "lista de observaciones"),
    ("es", "paises", "el examen de los países"),
    ("es", "delincuencia", "la Delincuencia Organizada"),
    ("es", "protección", "las protecciones"),
    ("ru", "государство", "государства-участники Конвенции"),
    ("ru", "конвенция", "в рамках Конвенции"),
    ("ru", "замечания", "список замечаний"),
    ("ru", "жеребьевка", "результаты жеребьевки"),
    ("ru", "жеребьёвка", "о жеребьевке"),
    ("ru", "отчет", "представить отчёты"),
    ("ru", "обзора", "страновой обзо́р"),
    ("ru", "преступность", "ПРЕСТУПНОСТИ"),
    ("zh-hans", "缔约国", "所有缔约国会议"),
    ("zh-hans", "会议", "缔约方会议"),
    ("zh-hans", "抽签", "通过抽签决定"),
    ("zh-hans", "法", "打击犯罪的法律"),
    ("zh-hans", "公约 审议", "联合国公约的国别审议机制"),
    ("zh-hans", "２０１９年", "2019年10月"),
    ("zh-hans", "COP会议", "cop 会议"),
    ("ar", "استعراض", "الاستعراض القُطري"),
    ("ar", "الاتفاقية", "اتفاقية الأمم المتحدة"),
    ("ar", "امم", "الأمم المتحدة"),
    ("ar", "القرعة", "سحب قرعة"),
    ("ar", "والدول", "الدول الأطراف"),
    ("ar", "للمؤتمر", "مؤتمر الأطراف"),
    ("ar", "مُؤتَمَر", "المؤتمر"),
    ("ar", "2019", "في أكتوبر ٢٠١٩"),
    ("ar", "الجريمـــة", "مكافحة الجريمة"),
]
NOT_FOUND = [
    ("en", "reviewer", "views on the text"),
    ("fr", "pays", "le paysan"),
    ("es", "parte", "un caso particular"),
    ("ru", "мир", "мировой океан"),
    ("zh-hans", "国会", "国 会"),
    ("ar", "الدم", "المقدم"),
]


@pytest.mark.parametrize(("language", "query", "text"), FOUND)
def test_a_query_finds_the_other_forms_of_its_words(language, query, text):
    assert set(analyse(query, language)) - set(index_terms(text, language)) == set()
    assert analyse(query, language) != []


@pytest.mark.parametrize(("language", "query", "text"), NOT_FOUND)
def test_a_query_does_not_find_other_words_that_look_alike(language, query, text):
    assert set(analyse(query, language)) - set(index_terms(text, language)) != set()


def test_a_chinese_text_is_read_as_pairs_and_indexed_with_its_characters_too():
    assert analyse("缔约国 A", "zh-hans") == ["缔约", "约国", "a"]
    assert index_terms("缔约国 A", "zh-hans") == ["缔约", "约国", "a", "缔", "约", "国"]


@pytest.mark.parametrize("text", ["", " ", "!?", "%_*\"'", "\u200e\u00ad", "…"])
def test_a_text_without_words_has_no_terms(text):
    assert analyse(text, "en") == []


@given(text=st.text(), language=st.sampled_from(["ar", "zh-hans", "en", "fr", "ru", "es"]))
def test_terms_are_letters_and_digits_of_a_bounded_length_whatever_is_asked(text, language):
    terms = index_terms(text, language)
    assert [term for term in terms if not term.isalnum() or len(term) > LONGEST_TERM] == []

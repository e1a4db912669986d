"""Which questions an opening brings, which stories answer them, what to ask back."""

import pytest

from career_copilot.domain import skills
from career_copilot.domain.document_words import DocumentLanguage
from career_copilot.domain.interview_phrases import CUES, PHRASES
from career_copilot.domain.interview_questions import About, Demand, QuestionKind, Story, likely, stories_for, to_ask
from career_copilot.domain.pipeline import Stage, Step
from career_copilot.domain.posting import RequirementKind, RequirementTopic


def skill(name: str, state: str, words: str = "", kind: RequirementKind = RequirementKind.MUST) -> Demand:
    number = skills.find(name)
    assert number is not None
    return Demand(
        label=skills.label(number), kind=kind, topic=RequirementTopic.SKILL, state=state, words=words, skill_id=number
    )


PYTHON, KUBERNETES = skill("Python", "met", "Python since 2018"), skill("Kubernetes", "missing")
GERMAN = Demand(
    label="German C1", kind=RequirementKind.BLOCKER, topic=RequirementTopic.LANGUAGE, state="near", words="German B2"
)
ABOUT = About(title="Senior Engineer", company="Fjord", stage=Stage.INTERVIEW, demands=(PYTHON, KUBERNETES, GERMAN))


def test_each_demand_and_each_gap_brings_a_question_that_says_why() -> None:
    found = {question.key: question for question in likely(ABOUT)}
    known = found[f"technical:{PYTHON.skill_id}"]
    assert (known.kind, known.gap, known.evidence) == (QuestionKind.TECHNICAL, False, "Python since 2018")
    assert "Python" in known.text
    missing = found[f"gap:{KUBERNETES.skill_id}"]
    assert missing.gap
    assert missing.why.endswith("(must have), not in your résumé")
    assert found["gap:german c1"].text.startswith("We need German C1; you bring German B2.")
    assert f"technical:{KUBERNETES.skill_id}" not in found


def test_the_stage_says_what_is_asked_first() -> None:
    def first(**changes: object) -> QuestionKind:
        return likely(ABOUT.model_copy(update=changes))[0].kind

    assert first(stage=Stage.SCREENING) is QuestionKind.CULTURE
    assert first(step=Step.TECHNICAL) is QuestionKind.TECHNICAL
    assert first() is QuestionKind.BEHAVIOURAL


def test_who_leads_is_asked_about_leading_and_nobody_else() -> None:
    keys = {question.key for question in likely(ABOUT)}
    others = {question.key for question in likely(ABOUT.model_copy(update={"title": "Engineer"}))}
    assert keys - others == {"behavioural:leading"}


def test_without_an_ad_there_are_still_questions_each_once() -> None:
    found = [question.key for question in likely(About(title="Nurse"))]
    assert len(found) == len(set(found)) >= 9


def test_stories_answer_by_skill_before_words_and_never_without_either() -> None:
    by_skill = Story(id=1, title="Night batch", text="Cut it from 6 hours to 40 minutes", skills=("Python",))
    by_word = Story(id=2, title="Complaint", text="A client complained; I proposed a weekly call")
    neither = Story(id=3, title="Garden", text="Grew tomatoes")
    found = {question.key: question for question in likely(ABOUT)}
    stories = (neither, by_word, by_skill)
    assert stories_for(found[f"technical:{PYTHON.skill_id}"], stories) == (by_skill,)
    assert stories_for(found["behavioural:conflict"], stories) == (by_word,)
    assert stories_for(found[f"gap:{KUBERNETES.skill_id}"], stories) == ()


def test_one_asks_back_what_the_ad_leaves_open() -> None:
    asked = " ".join(to_ask(ABOUT))
    assert "range" in asked
    assert "Kubernetes" in asked
    assert "range" not in " ".join(to_ask(ABOUT.model_copy(update={"pays": True})))


@pytest.mark.parametrize("language", list(DocumentLanguage))
def test_every_phrase_is_in_every_language_with_its_gaps(language: DocumentLanguage) -> None:
    for name, said in PHRASES.items():
        assert said[language].count("{}") == said[DocumentLanguage.EN].count("{}"), name
    assert CUES.keys() < PHRASES.keys()
    found = likely(ABOUT.model_copy(update={"language": language}))
    assert [one.key for one in found] == [one.key for one in likely(ABOUT)]
    assert {one.language for one in found} == {language}


def test_another_language_uses_the_ads_own_words() -> None:
    demand = KUBERNETES.model_copy(update={"said": "Kubernetes-Cluster"})
    about = ABOUT.model_copy(update={"language": DocumentLanguage.DE, "demands": (demand,)})
    gap = next(one for one in likely(about) if one.gap)
    assert gap.text.startswith("Wir sehen Kubernetes-Cluster nicht in Ihrem Lebenslauf.")
    assert gap.words == ("Kubernetes-Cluster", "Kubernetes")
    assert to_ask(about)[0].startswith("Was müsste in sechs Monaten")


def test_of_an_ad_that_is_not_known_nothing_is_said() -> None:
    asked = to_ask(About(title="Nurse", has_ad=False))
    assert asked
    assert not any("The ad does not say" in text for text in asked)


@pytest.mark.parametrize(
    "company", ["Hafenklinik GmbH", "Hafenklinik AG", "Hafenklinik, Inc.", "Hafenklinik S.L.", "Hafenklinik B.V."]
)
def test_the_legal_form_of_the_employer_need_not_be_said(company: str) -> None:
    (asked,) = (one for one in likely(About(title="Nurse", company=company)) if one.key == "culture:why-here")
    assert asked.words[0] == "Hafenklinik"

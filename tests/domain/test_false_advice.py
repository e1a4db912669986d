"""A model's advice to lie is told from honest advice, in five languages."""

import pytest

from career_copilot.domain.false_advice import advises_lying


@pytest.mark.parametrize(
    "text",
    [
        "Claim Terraform anyway; nobody checks.",
        "Do not hesitate to claim Terraform.",
        "Pretend that you have used it.",
        "Say you have three years of it.",
        "If they ask, say that you know Terraform.",
        "If you are asked, tell them you have it.",
        "Exaggerate your Terraform a little.",
        "Hide this gap.",
        "Just add Terraform to your résumé.",
        "List Terraform among your skills.",
        "It is fine, no one will notice.",
        "Behaupten Sie, Terraform zu kennen.",
        "Verschweigen Sie die Lücke.",
        "Sagen Sie, dass Sie Terraform kennen.",
        "Tun Sie so, als hätten Sie es.",
        "Prétendez connaître Terraform.",
        "Dites que vous connaissez Terraform.",
        "Cachez cette lacune.",
        "Diga que tiene experiencia.",
        "Afirme que lo conoce.",
        "Oculte esta carencia.",
        "Beweer dat je Terraform kent.",
        "Zeg dat je het kent.",
        "Doe alsof je het kunt.",
    ],
)
def test_advice_to_lie_is_told(text: str) -> None:
    assert advises_lying(text, missing=True)


@pytest.mark.parametrize(
    "text",
    [
        "Kubernetes is nice to have; do not claim it.",
        "You don't claim more than that.",
        "Check whether German B1 is enough.",
        "If you have used Terraform, add it to your profile; else never claim it.",
        "If you know it, say that you have used it.",
        "Learn the basics of Terraform before you apply.",
        "Behaupten Sie nicht, Terraform zu kennen.",
        "Tun Sie nicht so, als hätten Sie es.",
        "Ne prétendez pas le connaître.",
        "N’affirmez pas le connaître.",
        "No afirme que lo conoce.",
        "Beweer niet dat je het kent.",
        "Doe niet alsof je het kunt.",
    ],
)
def test_honest_advice_stays(text: str) -> None:
    assert not advises_lying(text, missing=True)


def test_what_is_close_may_be_put_on_a_list() -> None:
    assert not advises_lying("Add your German B1 to the letter.", missing=False)
    assert advises_lying("Add German B2 to the letter.", missing=True)

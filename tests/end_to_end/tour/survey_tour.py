"""The survey, question by question."""

from tests.end_to_end.tour.guide import Guide, Look, Meet

QUESTIONS = 5


def show_the_survey(person: Meet, look: Look) -> None:
    guide = Guide(person("ada").signed_in_tab("/survey"), look)
    page = guide.page
    page.get_by_text(f"Question 1 of {QUESTIONS}").wait_for()
    guide.show("survey")
    guide.show_narrow("survey")
    page.get_by_role("switch", name="Audio mode").check()
    page.get_by_role("button", name="Read the question again").wait_for()
    guide.show("survey-audio")
    page.get_by_role("switch", name="Audio mode").uncheck()
    guide.show_dialog("survey-elsewhere", page.get_by_role("button", name="Go on elsewhere").click)
    for number in range(2, QUESTIONS + 1):
        page.get_by_role("button", name="Next").click()
        page.get_by_text(f"Question {number} of {QUESTIONS}").wait_for()
        guide.show(f"survey-{number}")
    page.get_by_role("button", name="Finish").click()
    page.get_by_role("heading", name="Thank you").wait_for()
    guide.show("survey-end")

"""Personal settings: the button in Home and its form."""

from sqlmodel import Session

from handlers import answers
from handlers.answers import Answer
from handlers.form_fields import read_form
from handlers.requests import Request
from handlers.unit import words_of
from services.home import stay_home
from services.personal import UNSET, Fields, fields_of, save_settings
from services.scene import Scene
from views.personal import settings_form


def open_settings(_session: Session, scene: Scene, _request: Request) -> Answer:
    """ "Settings": opens the form."""
    return Answer(form=settings_form(fields_of(scene.person), words_of(scene)))


def take_settings(session: Session, scene: Scene, request: Request) -> Answer:
    """The sent form."""
    found = read_form(request.payload)
    save_settings(
        session,
        scene,
        Fields(
            language=found.get("language") or UNSET,
            works_from=found.get("works_from", ""),
            works_until=found.get("works_until", ""),
            quiet_from=found.get("quiet_from", ""),
            quiet_until=found.get("quiet_until", ""),
            nudges=found.get("nudges") or UNSET,
        ),
    )
    stay_home(session, scene)
    return answers.NOTHING

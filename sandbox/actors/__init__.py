"""An Actor: what one person can see and do in a Slack client. Tests and the page act through it.

Acts that the client does not offer raise `Impossible`; what Slack itself refuses raises
`Refused`; a failing app shows in the result, as it would on the screen.
"""

from sandbox.actors.interacting import Interacting
from sandbox.actors.looking import Looking
from sandbox.actors.talking import Talking


class Actor(Talking, Interacting, Looking):
    """One person of the workspace; made by `Sandbox.person(handle)`."""


__all__ = ["Actor"]

"""What every command says of itself: the words of help, manifest and reference page."""

from dataclasses import dataclass


def noted(text: str) -> str:
    """Mark a sentence for the catalogues; it is translated where it is shown."""
    return text


@dataclass(frozen=True, slots=True)
class CommandWords:
    """Summary and usage hint for Slack's own list, and (line to type, meaning) for help."""

    summary: str
    usage: str
    lines: tuple[tuple[str, str], ...]


TASK = CommandWords(
    summary=noted("Add a task in one line, or see and change your tasks"),
    usage="Send the agenda @ana fri 5pm p1 +budget",
    lines=(
        (
            "/task Send Q3 forecast @ana fri 5pm p1 +budget",
            noted("add a task; @ana owns it, +budget is a label"),
        ),
        (
            "/task Pay rent every mon ~2h for G3 after T9",
            noted("what repeats, takes two hours, serves a goal, waits for a task"),
        ),
        ("/task new", noted("a form for a new task")),
        ("/task", noted("my tasks: overdue, today, next 7 days")),
        ("/task list @ana | #ops | +budget", noted("the tasks of a person, channel or label")),
        ("/task list overdue | today | week", noted("my tasks by date")),
        ("/task list blocked | unassigned | done 7d", noted("tasks by state; also all, p1")),
        ("/task find venue", noted("search titles and descriptions")),
        ("/task T12", noted("see one task")),
        ("/task T12 mon @bo p2", noted("change it: date, owner, priority, labels")),
        (
            "/task T12 due:none -budget",
            noted("take its date and a label away; also every:none, ~none"),
        ),
        ("/task edit T12", noted("the same in a form")),
        ("/task done T12 T15-T18", noted("mark as done")),
        ("/task reopen T12", noted("open it again")),
        ("/task drop T12 duplicate", noted("give it up, with a reason")),
        ("/task snooze T12 mon", noted("put it off; without a date to the next working morning")),
        ("/task block T12 waiting for legal", noted("something is in the way")),
        ("/task unblock T12", noted("it goes on as before")),
        ("/task sub T12 Draft slides @li", noted("add a part of a task")),
        ("/task move +budget overdue +1w", noted("change all that fit; asks above five")),
        ("/task hand T12 @bo", noted("offer it to somebody; it stays with me until they accept")),
        ("/task accept T12", noted("take over what was offered to me")),
        ("/task decline T12 no time", noted("leave it with its owner")),
        ("/task suggest T12 wed", noted("take it over, but for another date")),
        ("/task take T12", noted("have it myself; also ends an offer of mine")),
        (
            "/task watch T12",
            noted("hear when it is done, blocked or moved; /task unwatch T12 ends that"),
        ),
        ("/task history T12", noted("what happened to it so far")),
        ("/task undo", noted("take back my last change")),
        ("/task help", noted("this list")),
    ),
)

GOAL = CommandWords(
    summary=noted("Set goals, check in on them, see where they will land"),
    usage="Raise NPS from 31 to 45 by 30 Sep @ana under G1",
    lines=(
        (
            "/goal Raise NPS from 31 to 45 by 30 Sep @ana under G1",
            noted("write a goal; without dates it is for this quarter"),
        ),
        ("/goal", noted("my goals")),
        (
            "/goal list @ana | #ops | +label | Q3",
            noted("goals of a person, channel, label or time"),
        ),
        ("/goal list at-risk | stale | due | unassigned", noted("goals that need somebody")),
        ("/goal list under G1 | done | all", noted("goals below one, reached ones, all")),
        ("/goal find nps", noted("search titles and whys")),
        ("/goal tree", noted("goals under their parents; also tree G1, tree #ops Q3")),
        ("/goal G3", noted("see one goal: progress, pace, forecast")),
        ("/goal G3 39 amber two accounts at risk", noted("check in: value, status, why")),
        ("/goal check", noted("check in on all my goals that are due, in one form")),
        ("/goal check G3 G4", noted("the same for these goals")),
        ("/goal G3 to 50 by 15 Oct @bo", noted("change it: figures, dates, owner, parent")),
        ("/goal edit G3", noted("the same in a form")),
        ("/goal tick G4 2", noted("a step is done; untick opens it again")),
        ("/goal done G3", noted("reached")),
        ("/goal drop G3 no longer needed", noted("give it up, with a reason")),
        ("/goal reopen G3", noted("open it again")),
        ("/goal close Q3", noted("score the quarter's goals and carry over, in one form")),
        ("/goal close G3 0.7", noted("close one with its score, from 0 to 1")),
        ("/goal link G3 T12", noted("a task that counts for it; unlink ends that")),
        ("/goal chart G3", noted("its figures against the pace, and where they lead")),
        ("/goal history G3", noted("its check-ins and changes so far")),
        ("/goal new", noted("a form for a new goal, with all there is to it")),
        (
            "/goal swot G3",
            noted(
                "strengths, weaknesses, opportunities, threats of a goal; without it of the team"
            ),
        ),
        ("/goal swot G3 s: great brand", noted("add to the board: s, w, o or t")),
        ("/goal pillars #ops", noted("what a team's strategy rests on, with the goals under it")),
        ("/goal undo", noted("take back my last change")),
        ("/goal help", noted("this list")),
    ),
)

STANDUP = CommandWords(
    summary=noted("Answer the standup, set one up, say that you are away"),
    usage="new Daily weekdays 9:30 close 11:30",
    lines=(
        ("/standup", noted("the form that I owe now")),
        ("/standup tomorrow", noted("answer the next one ahead of time")),
        ("/standup edit", noted("change my last answer")),
        ("/standup skip", noted("no answer this time, with a reason if you like")),
        (
            "/standup away 20 jun..3 jul cover @li",
            noted("away on these days, with a stand-in; also away until mon, away sick"),
        ),
        ("/standup back", noted("there again, whatever my Slack status says")),
        (
            '/standup new Daily weekdays 9:30 close 11:30 ask "Yesterday?" | "Today?"',
            noted("a standup for this channel; without questions the usual three"),
        ),
        ("/standup new", noted("the same in a form")),
        ("/standup settings Daily", noted("change a standup, in a form")),
        ("/standup list", noted("the standups here")),
        ("/standup status", noted("who has answered so far")),
        ("/standup who", noted("who takes part; join and leave change that for me")),
        ("/standup history @ana 2w", noted("answers and participation of the last days")),
        ("/standup preview 14d", noted("who will be asked when, in their own time")),
        ("/standup pause until mon", noted("no rounds until then; resume goes on")),
        ("/standup run", noted("ask everybody now")),
        ("/standup close", noted("close the round and post its summary now")),
        ("/standup blockers", noted("what is in the way, mine and what I am asked about")),
        ("/standup B7 tag @legal", noted("ask for help; also B7 ack, B7 done, B7 and any news")),
        ("/standup undo", noted("take back my last change")),
        ("/standup help", noted("this list")),
    ),
)

OPS = CommandWords(
    summary=noted("Set up a team's rhythm, see today, who is in it, what was missed"),
    usage="setup",
    lines=(
        ("/ops", noted("what happens today, here and for me")),
        ("/ops setup", noted("one form sets the rhythm of this channel's team")),
        ("/ops settings", noted("the rhythm as it is, to change for its lead")),
        ("/ops preview 14d", noted("who is asked when, across holidays and clock changes")),
        ("/ops why", noted("why Drumbeat wrote to me by itself lately")),
        ("/ops missed 14d", noted("what did not come as planned, and why")),
        ("/ops roster", noted("who is in the team, and in which part")),
        (
            "/ops roster @eve member | optional | observer | off",
            noted("give somebody another part; guests are in only by this"),
        ),
        ("/ops lead @ana", noted("another lead for the team")),
        ("/ops deputy @bo", noted("who stands in for the lead")),
        ("/ops help", noted("this list; drumbeat doctor on the server checks the installation")),
    ),
)

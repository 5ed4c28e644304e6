"""Looking at a life at the centre, and the desk of a national system that says what it is told to."""

from __future__ import annotations

from collections.abc import Sequence

from support.held_journal import CentreBase, HeldJournal
from support.scripted_upstream import Scripted, answer

from central import projector
from central.upstreams.adapter import Submission, UpstreamUnavailable


def project(base: CentreBase, *journals: HeldJournal) -> list[str]:
    """Hold and project; the types of all findings."""
    for journal in journals:
        journal.hold()
    base.run(projector.drain)
    assert base.gaps() == []
    return [row[0] for row in base.rows("SELECT type FROM findings ORDER BY type, seq")]


def state(base: CentreBase) -> str:
    ((found,),) = base.rows("SELECT state FROM applications")
    return str(found)


def words(base: CentreBase) -> list[str]:
    """The centre's words on voids, in order."""
    return [item["kind"] for item in base.feed() if item["kind"].startswith("void.")]


class Desk(Scripted):
    """An upstream that answers what it is told to by turns, and remembers what it was handed."""

    def __init__(self, *answers: str) -> None:
        super().__init__(self._say)
        self.answers, self.handed = list(answers), list[Submission]()

    async def submit(self, submission: Submission) -> Sequence[bytes]:
        self.handed.append(submission)
        return await super().submit(submission)

    async def _say(self, what: str, application: str) -> Sequence[bytes]:
        said = self.answers.pop(0) if len(self.answers) > 1 else self.answers[0]
        if said == "nothing":
            raise UpstreamUnavailable("reset")
        return [answer(application, said, f"R-{application[:4]}")]

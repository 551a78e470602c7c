"""Marks in the list of recipients, kept while one searches."""

from dataclasses import dataclass
from uuid import UUID

from django.http import HttpRequest

from agreements.joint.recipients import Member
from workflows.searching import found_in


@dataclass(frozen=True)
class Choice:
    """The members, who is marked, and what is searched for."""

    members: list[Member]
    marked: frozenset[UUID]
    words: str = ""

    @classmethod
    def of(cls, request: HttpRequest, members: list[Member]) -> "Choice":
        """Return the marks that were posted; before that, those who are proposed."""
        if request.method == "POST":
            posted = set(request.POST.getlist("municipality"))
            marked = {each.municipality.id for each in members if str(each.municipality.id) in posted}
        else:
            marked = {each.municipality.id for each in members if each.proposed}
        ordered = sorted(members, key=lambda each: (not each.proposed, not each.uses))
        return cls(ordered, frozenset(marked), request.POST.get("q", "").strip()[:100])

    @property
    def rows(self) -> list[tuple[Member, bool]]:
        """Return the members that fit the search, each with whether it is marked."""
        return [(each, each.municipality.id in self.marked) for each in self.members if self._fits(each)]

    @property
    def marked_elsewhere(self) -> list[UUID]:
        """Return who is marked though the search hides it."""
        return [each.municipality.id for each in self.chosen_rows if not self._fits(each)]

    @property
    def chosen_rows(self) -> list[Member]:
        """Return the marked members that may have the text."""
        return [each for each in self.members if each.municipality.id in self.marked and not each.why_not]

    @property
    def chosen(self) -> list[UUID]:
        """Return the ids of the marked, also of those that may not have it: the action says why."""
        return [each.municipality.id for each in self.members if each.municipality.id in self.marked]

    @property
    def users(self) -> int:
        """Return how many use one of the systems and may have the text."""
        return sum(each.uses and not each.why_not for each in self.members)

    def _fits(self, member: Member) -> bool:
        return found_in(self.words, member.municipality.name, *member.systems)

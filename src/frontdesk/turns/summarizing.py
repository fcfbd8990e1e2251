"""The summary that a person finds who takes over, made beside the handover and once for each."""

from dataclasses import replace

from frontdesk.domain.event import ConversationId, HandoverSummarized
from frontdesk.handover.summary import extract, handover_request, read_by_model
from frontdesk.ports.outbox import Outgoing
from frontdesk.turns.asking_aside import ask_aside
from frontdesk.turns.log import Log, Logs, Overtaken
from frontdesk.turns.means import Means
from frontdesk.turns.naming import names_of


class Summaries:
    def __init__(self, means: Means, logs: Logs) -> None:
        self._means = means
        self._logs = logs

    async def send(self, outgoing: Outgoing) -> None:
        """Keep the summary of this handover, unless it is there. Raises StorageFailed."""
        await self.make(outgoing.conversation, outgoing.item.number)

    async def make(self, id: ConversationId, started: int) -> None:
        async with self._logs.use(id) as log:
            if started != log.state.handover or started in log.state.summarized:
                return  # made, or there is a newer handover
            summary = await self._made(log, started)
            while started == log.state.handover and started not in log.state.summarized:
                try:
                    await log.append(summary)
                except Overtaken:
                    continue

    async def _made(self, log: Log, started: int) -> HandoverSummarized:
        """One by the model that names whom nobody has given in the conversation is not kept."""
        recorded = list(log.events)
        plain = extract(started, recorded)
        summarizing = self._means.summarizing
        is_asked = (await self._means.as_switched()).staffing.mode != "people"
        if summarizing is None or not is_asked:
            return plain
        request = handover_request(summarizing, recorded)
        answer, ended, _ = await ask_aside(self._means.model, request, summarizing.seconds)
        summary = read_by_model(started, answer, ended)
        if summary and names_of(self._means, log).first_unknown(_text(summary)):
            summary = None
        if summary and not summary.verified:
            summary = replace(summary, verified=plain.verified)  # these facts code knows itself
        asked = replace(summary or plain, model=summarizing.model)
        return replace(asked, message=ended.message, usage=ended.usage) if ended else asked


def _text(summary: HandoverSummarized) -> str:
    return "\n".join((summary.problem, summary.tried, summary.verified, summary.mood, summary.wish))

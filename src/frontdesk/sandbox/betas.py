"""Beta headers: which the API knows, and what of them is offered here."""

from collections.abc import Mapping

from frontdesk.sandbox.refusal import Refusal

FAST = "fast-mode-2026-02-01"
BINDING = "thinking-binding-controls-2026-08-01"

# What SDK 2.11 lists for the Messages API. Most are general by now or change nothing here; the
# fields of the others stay unknown and are refused like any unknown field.
KNOWN = frozenset(
    (
        "message-batches-2024-09-24",
        "prompt-caching-2024-07-31",
        "computer-use-2024-10-22",
        "computer-use-2025-01-24",
        "computer-use-2025-11-24",
        "pdfs-2024-09-25",
        "token-counting-2024-11-01",
        "token-efficient-tools-2025-02-19",
        "output-128k-2025-02-19",
        "output-300k-2026-03-24",
        "files-api-2025-04-14",
        "mcp-client-2025-04-04",
        "mcp-client-2025-11-20",
        "mcp-client-2026-09-15",
        "dev-full-thinking-2025-05-14",
        "interleaved-thinking-2025-05-14",
        "code-execution-2025-05-22",
        "extended-cache-ttl-2025-04-11",
        "context-1m-2025-08-07",
        "context-management-2025-06-27",
        "model-context-window-exceeded-2025-08-26",
        "skills-2025-10-02",
        "structured-outputs-2025-11-13",
        "compact-2026-01-12",
        "compact-2026-09-04",
        "fast-mode-2026-02-01",
        "advisor-tool-2026-03-01",
        "task-budgets-2026-03-13",
        "user-profiles-2026-03-24",
        "user-profiles-2026-08-18",
        "user-profiles-2026-09-04",
        "cache-diagnosis-2026-04-07",
        "thinking-token-count-2026-05-13",
        "server-side-fallback-2026-06-01",
        "server-side-fallback-2026-07-01",
        "fallback-credit-2026-06-01",
        "fallback-credit-2026-07-01",
        "mid-conversation-tool-changes-2026-07-01",
        "mid-conversation-output-config-2026-07-01",
        "thinking-binding-controls-2026-08-01",
        "message-threads-2026-08-12",
        "thinking-display-updates-2026-08-18",
        "mid-conversation-system-clear-at-2026-08-21",
        "inline-tools-2026-09-15",
    )
)


def betas_of(headers: Mapping[str, str]) -> frozenset[str]:
    """Raises Refusal for one that nobody knows."""
    given = headers.get("anthropic-beta")
    if given is None:
        return frozenset()
    asked = [name.strip() for name in given.split(",")]
    unknown = [f"`{name}`" for name in asked if name not in KNOWN]
    if unknown:
        raise Refusal(
            400,
            f"Unexpected value(s) {', '.join(unknown)} for the `anthropic-beta` header. Please "
            "consult our documentation at docs.claude.com or try again without the header.",
        )
    return frozenset(asked)

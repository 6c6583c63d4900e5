using Saker.Platform;
using Saker.Platform.Audit;
using Saker.Platform.Identity;

namespace Saker.Cli.Commands;

/// <summary>Notes an administrative act that a command did on the home itself.</summary>
internal static class LocalAct
{
    public static Task NoteAsync(SakerPlatform platform, string act, string target, string? detail = null) => platform.Audit.AppendAsync(
        new AuditEntry { Actor = AccessGrant.Local.Subject, Act = act, Target = target, Outcome = AuditOutcome.Done, Detail = $"on the command line, by {Environment.UserName}{(detail is null ? "" : $": {detail}")}" },
        // It is done: a cancellation now does not undo it.
        CancellationToken.None);
}

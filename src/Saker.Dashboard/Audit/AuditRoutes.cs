using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Saker.Dashboard.Layout;
using Saker.Dashboard.Live;
using Saker.Data;
using Saker.Platform.Audit;
using Saker.Platform.Identity;

namespace Saker.Dashboard.Audit;

/// <summary>The page of administrative acts.</summary>
internal static class AuditRoutes
{
    private const int MaxEntries = 100;

    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/audit", AuditAsync).WithMetadata(new NeedsRole(Role.Admin)).ExcludeFromDescription();
        routes.MapGet("/live/audit", Live).WithMetadata(new NeedsRole(Role.Admin)).ExcludeFromDescription();
    }

    private static Task Live(string? before, HttpContext context, LiveStreams streams, IAuditStore audit) =>
        streams.FollowAsync(context, token => AuditAsync(before, context.Request, audit, token), audit.FindNewestAsync, "entries");

    private static async Task<IResult> AuditAsync(string? before, HttpRequest request, IAuditStore audit, CancellationToken cancellationToken)
    {
        var asked = AuditRequest.Of(request.Query);
        IReadOnlyList<AuditEntry> entries = [];
        string? fault = null;
        AuditFilter? filter = null;
        try
        {
            filter = AuditFilterText.Read(asked.Actor, asked.Act, asked.Target, asked.Outcome, asked.From, asked.To);
            entries = await audit.ListAsync(filter, before, MaxEntries, cancellationToken);
        }
        catch (SakerException e) when (e.Kind == ErrorKind.InvalidInput)
        {
            fault = string.Join(' ', e.Problems.Select(problem => problem.Message).DefaultIfEmpty(e.Message));
        }
        return Pages.Show<AuditEntriesPage>(
            (nameof(AuditEntriesPage.Entries), entries),
            (nameof(AuditEntriesPage.Request), asked),
            (nameof(AuditEntriesPage.Filter), filter),
            (nameof(AuditEntriesPage.Fault), fault),
            (nameof(AuditEntriesPage.IsFirst), before is null),
            (nameof(AuditEntriesPage.Older), entries.Count == MaxEntries ? asked.Address(entries[^1].Id) : null));
    }
}

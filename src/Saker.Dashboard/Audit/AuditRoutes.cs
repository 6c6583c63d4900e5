using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Saker.Dashboard.Layout;
using Saker.Platform.Audit;
using Saker.Platform.Identity;

namespace Saker.Dashboard.Audit;

/// <summary>The page of administrative acts.</summary>
internal static class AuditRoutes
{
    private const int MaxEntries = 100;

    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapGet("/audit", AuditAsync).WithMetadata(new NeedsRole(Role.Admin)).ExcludeFromDescription();

    private static async Task<IResult> AuditAsync(string? before, IAuditStore audit, CancellationToken cancellationToken)
    {
        var entries = await audit.ListAsync(before, MaxEntries, cancellationToken);
        return Pages.Show<AuditEntriesPage>(
            (nameof(AuditEntriesPage.Entries), entries),
            (nameof(AuditEntriesPage.IsFirst), before is null),
            (nameof(AuditEntriesPage.Older), entries.Count == MaxEntries ? entries[^1].Id : null));
    }
}

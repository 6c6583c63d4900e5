using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Saker.Client;
using Saker.Platform.Audit;
using Saker.Platform.Identity;

namespace Saker.Server.Http.Access;

/// <summary>What was done, by whom.</summary>
internal static class AuditApi
{
    private const int DefaultMax = 100;

    public static void Map(IEndpointRouteBuilder api)
    {
        var group = api.MapGroup("/audit").WithTags("Access").Needs(Role.Admin);
        group.MapGet("", ListAsync).WithName("listAudit").WithSummary("Administrative acts, the newest first; 'next' of a page is 'before' of the one after it.")
            .WithDescription("'actor' is exact, 'act' an act or the beginning of several with its dot (endpoint.), 'target' a part of it, 'outcome' is done, failed or refused; 'from' and 'to' are times or days of UTC.").Fails(StatusCodes.Status400BadRequest);
        group.MapGet("/verification", VerifyAsync).WithName("verifyAudit").WithSummary("Whether every act is as it was noted, by the chain of hashes; 'anchor' is what an earlier verification gave.").Fails(StatusCodes.Status400BadRequest);
    }

    private static async Task<Ok<AuditVerificationInfo>> VerifyAsync(string? anchor, IAuditStore audit, CancellationToken cancellationToken)
    {
        var found = await audit.VerifyAsync(anchor, cancellationToken);
        return TypedResults.Ok(new AuditVerificationInfo { IsWhole = found.IsWhole, EntryCount = found.EntryCount, OlderCount = found.OlderCount, Anchor = found.Anchor, Faults = found.Faults });
    }

    private static async Task<Ok<AuditPage>> ListAsync(
        string? actor, string? act, string? target, string? outcome, string? from, string? to, string? before, int? max, IAuditStore audit, CancellationToken cancellationToken)
    {
        var count = max ?? DefaultMax;
        var entries = await audit.ListAsync(AuditFilterText.Read(actor, act, target, outcome, from, to), before, count, cancellationToken);
        return TypedResults.Ok(new AuditPage([.. entries.Select(ToInfo)], entries.Count == count ? entries[^1].Id : null));
    }

    private static AuditEntryInfo ToInfo(AuditEntry entry) => new()
    {
        Id = entry.Id,
        At = entry.At,
        Actor = entry.Actor,
        KeyId = entry.KeyId,
        Act = entry.Act,
        Target = entry.Target,
        Outcome = entry.Outcome.ToString().ToLowerInvariant(),
        Detail = entry.Detail,
        RequestId = entry.RequestId,
    };
}

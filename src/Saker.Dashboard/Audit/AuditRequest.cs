using Microsoft.AspNetCore.Http;
using Saker.Dashboard.Layout;

namespace Saker.Dashboard.Audit;

/// <summary>Which acts a reader wants to see, as the address says it.</summary>
public sealed record AuditRequest(string? Actor, string? Act, string? Target, string? Outcome, string? From, string? To)
{
    public bool IsFiltered => Query.Length > 0;

    /// <summary>As the fields of a query, without its question mark; empty where nothing is said.</summary>
    public string Query => Addresses.Query(Fields);

    private IReadOnlyList<(string Name, string? Value)> Fields => [("actor", Actor), ("act", Act), ("target", Target), ("outcome", Outcome), ("from", From), ("to", To)];

    public static AuditRequest Of(IQueryCollection query) => new(Find(query, "actor"), Find(query, "act"), Find(query, "target"), Find(query, "outcome"), Find(query, "from"), Find(query, "to"));

    /// <summary>The same from another entry on.</summary>
    public string Address(string? before) => Addresses.With("/audit", [.. Fields, ("before", before)]);

    private static string? Find(IQueryCollection query, string name) => query[name].ToString().Trim() is { Length: > 0 } value ? value : null;
}

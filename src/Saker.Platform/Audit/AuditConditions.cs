using Saker.Platform.Storage;

namespace Saker.Platform.Audit;

/// <summary>A filter as a condition over the audit's table. Times are bounds of ids, which sort by time, so that the newest of a range are found without reading what came after.</summary>
internal static class AuditConditions
{
    public static string Of(AuditFilter filter, string? before)
    {
        List<string> all = [];
        Add(all, before, "id < @before");
        Add(all, filter.From, "id >= @from");
        Add(all, filter.To, "id < @to");
        Add(all, filter.Actor, "actor = @actor");
        Add(all, filter.Act, IsBeginning(filter.Act) ? @"act LIKE @act ESCAPE '\'" : "act = @act");
        Add(all, filter.Target, @"lower(target) LIKE @target ESCAPE '\'");
        Add(all, filter.Outcome, "outcome = @outcome");
        return all.Count == 0 ? "" : "WHERE " + string.Join(" AND ", all);
    }

    public static object Values(AuditFilter filter, string? before, int max) => new
    {
        before,
        max,
        from = filter.From is { } from ? Ids.FirstUlidAt(from) : null,
        to = filter.To is { } to ? Ids.FirstUlidAt(to) : null,
        actor = filter.Actor,
        act = IsBeginning(filter.Act) ? Escape(filter.Act!) + "%" : filter.Act,
        target = filter.Target is { } target ? $"%{Escape(target.ToLowerInvariant())}%" : null,
        outcome = filter.Outcome?.ToString().ToLowerInvariant(),
    };

    private static void Add(List<string> all, object? value, string condition)
    {
        if (value is not null)
            all.Add(condition);
    }

    private static bool IsBeginning(string? act) => act is [.., '.'];

    private static string Escape(string text) => text.Replace(@"\", @"\\", StringComparison.Ordinal).Replace("%", @"\%", StringComparison.Ordinal).Replace("_", @"\_", StringComparison.Ordinal);
}

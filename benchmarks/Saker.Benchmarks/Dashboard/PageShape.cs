using System.Text.RegularExpressions;

namespace Saker.Benchmarks.Dashboard;

/// <summary>Which page an address is of, whatever it is about: names, ids and values left out.</summary>
internal static partial class PageShape
{
    private static readonly string[] s_notPages = ["/docs", "/assets", "/api", "/openapi", "/metrics", "/health", "/live", "/sign-in", "/sign-out"];

    /// <summary>Null for what is no page.</summary>
    public static string? Of(Uri address)
    {
        var path = address.AbsolutePath;
        if (s_notPages.Any(start => path.StartsWith(start, StringComparison.Ordinal)) || path.Contains("download", StringComparison.Ordinal) || address.Query.Contains("download", StringComparison.Ordinal) || Path.HasExtension(path))
            return null;
        var parts = path.Split('/', StringSplitOptions.RemoveEmptyEntries).Select(part => Name().IsMatch(part) ? "*" : part);
        var keys = address.Query.TrimStart('?').Split('&', StringSplitOptions.RemoveEmptyEntries).Select(pair => pair.Split('=')[0]).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal);
        return $"/{string.Join('/', parts)}?{string.Join('&', keys)}";
    }

    [GeneratedRegex(@"^(\d+|[0-9a-fA-F]{12,}|[0-9a-fA-F-]{32,}|[0-9A-HJKMNP-TV-Z]{26}|order-\d+|run-.*|churn|numbers.*|model-\d+|telco.*|.*%.*)$", RegexOptions.None, matchTimeoutMilliseconds: 100)]
    private static partial Regex Name();
}

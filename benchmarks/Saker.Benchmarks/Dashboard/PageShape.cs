using System.Text.RegularExpressions;

namespace Saker.Benchmarks.Dashboard;

/// <summary>Which page an address is of, whatever it is about: names, ids and values left out.</summary>
internal static partial class PageShape
{
    private static readonly string[] s_notPages = ["/docs", "/assets", "/api", "/openapi", "/metrics", "/health", "/live", "/get-artifact", "/model-versions", "/sign-in", "/sign-out"];

    /// <summary>The path, and with it the names in the query; null for what is no page.</summary>
    public static (string Path, string Whole)? Of(Uri address)
    {
        var path = address.AbsolutePath;
        if (s_notPages.Any(start => path.StartsWith(start, StringComparison.Ordinal)) || path.Contains("download", StringComparison.Ordinal) || address.Query.Contains("download", StringComparison.Ordinal) || Path.HasExtension(path))
            return null;
        var parts = path.Split('/', StringSplitOptions.RemoveEmptyEntries).Select(part => Name().IsMatch(part) ? "*" : part);
        var keys = address.Query.TrimStart('?').Split('&', StringSplitOptions.RemoveEmptyEntries).Select(pair => pair.Split('=')[0]).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal);
        var shape = "/" + string.Join('/', parts);
        return (shape, $"{shape}?{string.Join('&', keys)}");
    }

    [GeneratedRegex(@"^(\d+|[0-9a-fA-F]{12,}|[0-9a-fA-F-]{32,}|[0-9A-HJKMNP-TV-Z]{26}|order-\d+|run-.*|churn|numbers.*|model-\d+|telco.*|.*%.*)$", RegexOptions.None, matchTimeoutMilliseconds: 100)]
    private static partial Regex Name();
}

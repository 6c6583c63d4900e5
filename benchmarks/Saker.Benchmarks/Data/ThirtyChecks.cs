using Saker.Data;
using Saker.Data.Checks;

namespace Saker.Benchmarks.Data;

/// <summary>Thirty checks on the columns of <see cref="MixedFile"/>, declared once for both sides. All hold.</summary>
internal static class ThirtyChecks
{
    private static readonly string[] s_countries = ["DE", "FR", "PL", "IT", "ES", "NL", "AT", "BE", "CZ", "SE", "PT", "DK", "FI", "IE", "GR", "HU"];

    /// <summary>As a suite file declares them.</summary>
    public static IReadOnlyList<IReadOnlyDictionary<string, object?>> Declared { get; } =
    [
        Check("row_count", ("min", 1_000L)),
        .. new[] { "order_id", "customer_id", "score", "quantity", "is_gift", "country", "ordered", "updated" }.Select(column => Check("not_null", ("column", column))),
        Check("null_share", ("column", "amount"), ("max", 0.05)),
        Check("null_share", ("column", "email"), ("max", 0.1)),
        Check("unique", ("column", "order_id")),
        Check("range", ("column", "order_id"), ("min", 1_000_000L)),
        Check("range", ("column", "customer_id"), ("min", 0L), ("max", 200_000L)),
        Check("range", ("column", "amount"), ("min", 0L), ("max", 1_000_000L)),
        Check("range", ("column", "score"), ("min", -1L), ("max", 1.1)),
        Check("range", ("column", "quantity"), ("min", 1L), ("max", 9L)),
        Check("in_set", ("column", "country"), ("values", s_countries.Cast<object?>().ToArray())),
        Check("in_set", ("column", "quantity"), ("values", Enumerable.Range(1, 9).Select(i => (object?)(long)i).ToArray())),
        Check("length", ("column", "country"), ("min", 2L), ("max", 2L)),
        Check("length", ("column", "email"), ("min", 10L), ("max", 30L)),
        Check("matches", ("column", "email"), ("pattern", "c[0-9]+@(mail|post|web|box)[.]example")),
        Check("matches", ("column", "country"), ("pattern", "[A-Z]{2}")),
        .. new[] { "order_id", "customer_id", "amount", "score", "country", "email", "updated" }.Select(column => Check("column_exists", ("column", column))),
    ];

    public static CheckSuite Suite()
    {
        var problems = new List<Problem>();
        var suite = CheckSuite.Create(Declared.Select((check, i) => new Settings(check, FormattableString.Invariant($"checks[{i}]"), problems)));
        return problems.Count == 0 && suite.Checks.Count == 30
            ? suite
            : throw new BenchmarkException(FormattableString.Invariant($"{suite.Checks.Count} checks: ") + string.Join("; ", problems));
    }

    private static IReadOnlyDictionary<string, object?> Check(string name, params (string Key, object? Value)[] settings) =>
        new Dictionary<string, object?>(settings.Select(setting => KeyValuePair.Create(setting.Key, setting.Value)).Prepend(KeyValuePair.Create("check", (object?)name)), StringComparer.Ordinal);
}

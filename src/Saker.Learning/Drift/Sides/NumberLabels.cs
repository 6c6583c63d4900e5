using Saker.Data;
using Saker.Data.Profiles;

namespace Saker.Learning.Drift.Sides;

/// <summary>Values and bins of numbers in words.</summary>
internal static class NumberLabels
{
    public static string Of(double value, ColumnType type) => type == ColumnType.Boolean ? value == 0 ? "false" : "true" : NumberText.Of(value, type);

    /// <summary>One more than there are edges.</summary>
    public static string[] OfBins(double[] edges, ColumnType type) =>
    [
        .. Enumerable.Range(0, edges.Length + 1).Select(bin => (bin, edges.Length) switch
        {
            (_, 0) => "all",
            (0, _) => $"up to {Of(edges[0], type)}",
            var (at, count) when at == count => $"over {Of(edges[^1], type)}",
            _ => $"{Of(edges[bin - 1], type)} to {Of(edges[bin], type)}",
        }),
    ];
}

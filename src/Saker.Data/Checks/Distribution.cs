namespace Saker.Data.Checks;

/// <summary>How the values of a column are spread: shares of numbers between edges, or of listed values.</summary>
public sealed record Distribution
{
    /// <summary>Ascending edges of bins, the smallest and the largest value included: one more than <see cref="Shares"/>. Empty for listed values. Times count as seconds since 1970.</summary>
    public IReadOnlyList<double> Edges { get; init; } = [];

    /// <summary>Listed values; what is none of them has the rest of the shares. Empty for numbers.</summary>
    public IReadOnlyList<string> Values { get; init; } = [];

    /// <summary>From 0 to 1, of the values that are there; a bin holds its upper edge and not its lower one.</summary>
    public required IReadOnlyList<double> Shares { get; init; }

    /// <summary>
    /// The share that may lie below the smallest edge, and as much above the largest, where the reference is data: values there are no part of the outer
    /// bins. Null for a reference that was given, whose outer bins hold what is beyond the edges.
    /// </summary>
    internal double? BeyondShare { get; init; }

    internal static Distribution Create(Settings settings)
    {
        var read = new Distribution { Edges = settings.Numbers("edges"), Values = settings.Texts("values"), Shares = settings.Numbers("shares") };
        settings.RejectUnknown();
        if ((read.Edges.Count == 0) == (read.Values.Count == 0))
            settings.Report("edges", "give 'edges' for numbers or 'values' for a list, one of the two.");
        else if (read.Edges.Count > 0 && read.Shares.Count != read.Edges.Count - 1)
            settings.Report("shares", FormattableString.Invariant($"{read.Shares.Count} shares for {read.Edges.Count} edges; give one less, {read.Edges.Count - 1}."));
        else if (read.Values.Count > 0 && read.Shares.Count != read.Values.Count)
            settings.Report("shares", FormattableString.Invariant($"{read.Shares.Count} shares for {read.Values.Count} values; give one for each."));
        if (read.Shares.Any(share => share is < 0 or > 1) || read.Shares.Sum() > 1 + 1e-6)
            settings.Report("shares", "each share lies between 0 and 1, and all together are at most 1.");
        if (read.Edges.Zip(read.Edges.Skip(1)).Any(pair => !(pair.First < pair.Second)))
            settings.Report("edges", "edges go up from the smallest to the largest.");
        return read;
    }

    /// <summary>With one more bin below, from the least value, and one above, to the largest; neither where that is null.</summary>
    internal Distribution Widened(double? least, double? largest, double share) => this with
    {
        Edges = [.. least is { } first ? [first] : Array.Empty<double>(), .. Edges, .. largest is { } last ? [last] : Array.Empty<double>()],
        Shares = [.. least is null ? Array.Empty<double>() : [share], .. Shares, .. largest is null ? Array.Empty<double>() : [share]],
    };

    /// <summary>The shares with one more for values that are none of those listed.</summary>
    internal double[] AllShares() => Values.Count == 0 ? [.. Shares] : [.. Shares, Math.Max(0, 1 - Shares.Sum())];
}

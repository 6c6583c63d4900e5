namespace Saker.Data.Privacy.Anonymity;

/// <summary>Measures k-anonymity, l-diversity and t-closeness of rows as they are.</summary>
public static class AnonymityMeter
{
    /// <param name="tables">The rows.</param>
    /// <param name="quasi">The columns by which somebody could be recognised.</param>
    /// <param name="sensitive">The columns that must not be learnt of somebody; may be empty.</param>
    /// <param name="cancellationToken">Stops between tables.</param>
    /// <exception cref="SakerException">A column is not there, or the quasi-identifiers have too many combinations.</exception>
    public static async Task<AnonymityReport> RunAsync(IAsyncEnumerable<Table> tables, IReadOnlyList<string> quasi, IReadOnlyList<string> sensitive, CancellationToken cancellationToken)
    {
        if (quasi.Count == 0)
            throw new SakerException(ErrorKind.InvalidInput, "Name at least one column by which somebody could be recognised.", "quasi");
        var groups = new RowGroups(quasi, sensitive, AnonymityPolicy.DefaultMaxCombinations);
        await foreach (var table in tables.WithCancellation(cancellationToken).ConfigureAwait(false))
            groups.Add(table);
        return Measure(groups, null);
    }

    /// <param name="groups">The rows.</param>
    /// <param name="reference">By sensitive column and value, the shares that t-closeness compares with; null takes those of the rows themselves.</param>
    internal static AnonymityReport Measure(RowGroups groups, IReadOnlyList<IReadOnlyDictionary<string, double>>? reference)
    {
        var counts = groups.Counts;
        var (smallest, unique, discernibility) = (long.MaxValue, 0L, 0.0);
        foreach (var count in counts)
        {
            smallest = Math.Min(smallest, count);
            unique += count == 1 ? 1 : 0;
            discernibility += (double)count * count;
        }
        return new AnonymityReport
        {
            Quasi = groups.Quasi,
            RowCount = groups.RowCount,
            GroupCount = counts.Length,
            K = counts.IsEmpty ? 0 : smallest,
            UniqueRowCount = unique,
            Discernibility = discernibility,
            Sensitive = [.. groups.Sensitive.Select((column, i) => Spread(groups, column, i, reference?[i]))],
        };
    }

    private static SensitiveSpread Spread(RowGroups groups, string name, int column, IReadOnlyDictionary<string, double>? reference)
    {
        var totals = groups.Totals(column);
        double[] shares = [.. totals.Select((total, code) => reference is null ? (double)total / groups.RowCount : reference.GetValueOrDefault(KeyOf(groups.SensitiveCodes[column][code])))];
        var (distinct, entropy, distance) = (int.MaxValue, double.MaxValue, 0.0);
        for (var g = 0; g < groups.Spreads.Count; g++)
        {
            var (spread, count) = (groups.Spreads[g][column], groups.Counts[g]);
            distinct = Math.Min(distinct, spread.Count);
            entropy = Math.Min(entropy, GroupRules.EntropyL(spread.Values, count));
            distance = Math.Max(distance, GroupRules.Distance(spread, count, shares));
        }
        return groups.Spreads.Count == 0 ? new SensitiveSpread(name, 0, 0, 0) : new SensitiveSpread(name, distinct, entropy, distance);
    }

    /// <summary>A value as a key, missing ones too.</summary>
    internal static string KeyOf(string? value) => value is null ? "missing" : "=" + value;
}

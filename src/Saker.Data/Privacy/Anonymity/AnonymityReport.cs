namespace Saker.Data.Privacy.Anonymity;

/// <summary>How anonymous rows are, given the columns by which somebody could be recognised.</summary>
public sealed record AnonymityReport
{
    public required IReadOnlyList<string> Quasi { get; init; }

    public required long RowCount { get; init; }

    /// <summary>Different combinations of the quasi-identifiers.</summary>
    public required long GroupCount { get; init; }

    /// <summary>The rows of the smallest group; 0 without rows.</summary>
    public required long K { get; init; }

    /// <summary>Rows that no other row is like.</summary>
    public required long UniqueRowCount { get; init; }

    /// <summary>The sum over all rows of the size of their group (Bayardo and Agrawal, 2005): the less, the more rows can still be told apart.</summary>
    public required double Discernibility { get; init; }

    public required IReadOnlyList<SensitiveSpread> Sensitive { get; init; }

    /// <summary>The rows of an average group.</summary>
    public double AverageGroup => GroupCount == 0 ? 0 : (double)RowCount / GroupCount;

    internal bool Fulfils(AnonymityPolicy policy) => RowCount == 0 || (K >= policy.K && Sensitive.All(spread => spread.T <= policy.T + GroupRules.Slack
        && (policy.LKind == DiversityKind.Distinct ? spread.DistinctL : spread.EntropyL) >= policy.L - GroupRules.Slack));
}

namespace Saker.Data.Profiles;

/// <summary>Two profiles side by side: columns that came, went or changed their type, and how far the others are apart.</summary>
public sealed record ProfileComparison
{
    public required long ReferenceRowCount { get; init; }

    public required long CurrentRowCount { get; init; }

    /// <summary>The columns of the reference in its order, then those that only the current data have.</summary>
    public required IReadOnlyList<ColumnComparison> Columns { get; init; }

    /// <summary>The largest index of a column that both sides have; 0 when there is none.</summary>
    public double MaxPsi => Columns.Where(column => !double.IsNaN(column.Psi)).Select(column => column.Psi).DefaultIfEmpty(0).Max();

    /// <summary>Whether both sides have the same columns with the same types.</summary>
    public bool HasSameSchema => Columns.All(column => column.IsAlike);

    /// <param name="reference">What is expected.</param>
    /// <param name="current">What is compared with it.</param>
    /// <param name="maxBins">Parts into which the values of a reference column are divided for the index and the divergence.</param>
    public static ProfileComparison Of(Profile reference, Profile current, int maxBins = 10)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(maxBins, 2);
        return new ProfileComparison
        {
            ReferenceRowCount = reference.RowCount,
            CurrentRowCount = current.RowCount,
            Columns =
            [
                .. reference.Columns.Select(column => Compare(column, current.Find(column.Name), maxBins)),
                .. current.Columns.Where(column => reference.Find(column.Name) is null).Select(column => Unpaired(column.Name, null, column)),
            ],
        };
    }

    private static ColumnComparison Compare(ColumnProfile reference, ColumnProfile? current, int maxBins)
    {
        if (current is null || (reference.Type == ColumnType.Text) != (current.Type == ColumnType.Text))
            return Unpaired(reference.Name, reference, current);
        var bins = ProfileBins.Of(reference, maxBins);
        var (expected, found) = (bins.Counts(reference), bins.Counts(current));
        var hasNumbers = reference.Numbers is not null;
        return Sides(reference.Name, reference, current) with
        {
            Psi = ProfileDistance.Psi(expected, found),
            JensenShannon = ProfileDistance.JensenShannon(expected, found),
            KolmogorovSmirnov = hasNumbers ? ProfileDistance.KolmogorovSmirnov(reference.Numbers!, current.Numbers!) : double.NaN,
            Wasserstein = hasNumbers ? ProfileDistance.Wasserstein(reference.Numbers!, current.Numbers!) : double.NaN,
            Changes = [.. ChangeWords.Of(reference, current, bins, expected, found)],
        };
    }

    private static ColumnComparison Unpaired(string name, ColumnProfile? reference, ColumnProfile? current) => Sides(name, reference, current) with
    {
        Changes = [(reference, current) switch
        {
            (null, _) => $"the column is new ({current!.Type.Name()})",
            (_, null) => $"the column is gone (was {reference.Type.Name()})",
            _ => $"was {reference.Type.Name()}, is {current.Type.Name()}",
        }],
    };

    private static ColumnComparison Sides(string name, ColumnProfile? reference, ColumnProfile? current) => new()
    {
        Name = name,
        ReferenceType = reference?.Type,
        CurrentType = current?.Type,
        ReferenceNullShare = reference?.NullShare ?? double.NaN,
        CurrentNullShare = current?.NullShare ?? double.NaN,
        Psi = double.NaN,
        KolmogorovSmirnov = double.NaN,
        Wasserstein = double.NaN,
        JensenShannon = double.NaN,
        Changes = [],
    };
}

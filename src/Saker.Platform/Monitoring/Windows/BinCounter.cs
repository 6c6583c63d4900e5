using Saker.Data;
using Saker.Data.Profiles;

namespace Saker.Platform.Monitoring.Windows;

/// <summary>Counts the rows of one column by the bins of the reference. For one thread.</summary>
internal sealed class BinCounter(string column, ProfileBins bins, IReadOnlyList<double> reference)
{
    private readonly long[] _counts = new long[bins.Count];

    public string Column => column;

    /// <summary>A counter for every column that the reference knows as the same kind.</summary>
    public static BinCounter[] Of(Profile? reference, Schema columns) =>
        [.. columns.Select(column => (column, Known: reference?.Find(column.Name)))
            .Where(pair => pair.Known is { } known && (known.Type == ColumnType.Text) == (pair.column.Type == ColumnType.Text) && known.Type is not (ColumnType.Date or ColumnType.Timestamp))
            .Select(pair => (pair.column.Name, pair.Known, Bins: ProfileBins.Of(pair.Known!)))
            .Select(found => new BinCounter(found.Name, found.Bins, found.Bins.Counts(found.Known!)))];

    public void Add(Table rows) => bins.AddTo(rows.Get(column), _counts);

    public BinnedColumn Build() => new(reference, (long[])_counts.Clone());
}

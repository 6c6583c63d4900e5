namespace Saker.Data.Tallies;

/// <summary>Counts different whole numbers, as long as they lie near enough to each other for a bit each.</summary>
internal sealed class DistinctTest : CellTest
{
    private readonly WholeSet _found = new();

    public override CellKind On(ColumnType type) => type is ColumnType.Int32 or ColumnType.Int64 ? CellKind.Whole : CellKind.None;

    public override long Broken(ReadOnlySpan<long> wholes)
    {
        _found.Add(wholes);
        return 0;
    }

    public override long? Conclude(long broken) => _found.Count;
}

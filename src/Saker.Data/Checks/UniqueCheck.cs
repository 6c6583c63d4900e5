using Saker.Data.Checks.Running;
using Saker.Data.Tallies;

namespace Saker.Data.Checks;

/// <summary>No two rows have the same value in a column, or the same values in several. Rows with a missing value are left out.</summary>
public sealed record UniqueCheck : RowCheck
{
    internal const string Kind = "unique";

    private readonly string[] _columns;

    public UniqueCheck(params IEnumerable<string> columns)
    {
        _columns = [.. columns];
        if (_columns.Length == 0)
            throw new SakerException(ErrorKind.InvalidInput, "A check 'unique' needs at least one column.", "columns");
        Column = _columns.Length == 1 ? _columns[0] : null;
    }

    public override string Name => Kind;

    public override string Description => _columns.Length == 1 ? $"{Column} has no value twice" : $"{string.Join(", ", _columns)} have no values twice together";

    public override IReadOnlyList<string> Columns => _columns;

    public bool Equals(UniqueCheck? other) => base.Equals(other) && _columns.AsSpan().SequenceEqual(other._columns);

    public override int GetHashCode() => HashCode.Combine(base.GetHashCode(), _columns.Length);

    internal override string Advice => "Remove the rows that occur again, or add the column that tells them apart.";

    internal static UniqueCheck Create(Settings settings)
    {
        var columns = settings.Has("columns") ? settings.Texts("columns") : [settings.Text("column")];
        if (columns.Count == 0)
            settings.Report("columns", "name at least one column.");
        return new UniqueCheck(columns.DefaultIfEmpty(""));
    }

    internal override CellTest? Test => _columns.Length == 1 ? new DistinctTest() : null;

    internal override CheckPlan Plan(CheckContext context) => new UniquePlan(KeyedPlan.Present(context, context.Columns), context.Columns);
}

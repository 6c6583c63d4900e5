using Saker.Data.Checks;
using Saker.Data.Engine;

namespace Saker.Data.Sources;

/// <summary>A relation whose cells may not fit: such a cell is missing, or its row is set aside. Then nothing is promised any more that could be broken.</summary>
internal sealed class LenientTarget(CheckTarget inner, bool isSetAside, long rowCount) : CheckTarget(inner.Source, inner.Schema, rowCount)
{
    private readonly IReadOnlyList<int> _declared = MisfitReader.Positions(inner.Schema, inner.Declared);

    /// <summary>Rows with a cell that does not fit are left out, of the count too.</summary>
    public static LenientTarget SettingAside(CheckTarget inner, SqlConnection connection, CancellationToken cancellationToken)
    {
        var all = new LenientTarget(inner, isSetAside: true, inner.RowCount);
        if (inner.MisfitCount == 0)
            return all;
        var left = connection.QueryAll($"SELECT count(*) FROM {all.Relation([], withRow: false)}", cancellationToken);
        return new LenientTarget(inner, isSetAside: true, (long)left.Columns[0].GetValue(0)!);
    }

    /// <summary>With every row, and what was promised of it.</summary>
    public CheckTarget Inner => inner;

    public override long MisfitCount => inner.MisfitCount;

    public override IReadOnlyList<string> Files => inner.Files;

    public override string Relation(IEnumerable<int> positions, bool withRow)
    {
        if (!isSetAside || inner.MisfitCount == 0)
            return inner.Relation(positions, withRow);
        return $"(SELECT * FROM {inner.Relation(positions.Union(_declared).Order(), withRow)} WHERE NOT ({MisfitReader.Condition(_declared)}))";
    }

    public override string Counted(IEnumerable<int> positions, IReadOnlySet<int> texts) =>
        isSetAside && inner.MisfitCount > 0 ? base.Counted(positions, texts) : inner.Counted(positions, texts);

    public override string Rows() => isSetAside && inner.MisfitCount > 0 ? base.Rows() : inner.Rows();

    public override WholeRange? Range(int position) => inner.Range(position);

    public override long? Tally(Check check) => inner.MisfitCount == 0 ? inner.Tally(check) : null;

    public override string? Known(string aggregate) => inner.MisfitCount == 0 ? inner.Known(aggregate) : null;

    public override bool IsEmpty(int position) => inner.IsEmpty(position);

    public override TypeOrigin Origin(int position) => inner.Origin(position);

    public override (string? File, long Row) Locate(long row) => inner.Locate(row);

    public override SakerException Explain(SakerException engineError) => inner.Explain(engineError);

    public override void Dispose() => inner.Dispose();
}

using Saker.Data.Checks;

namespace Saker.Data.Tests.Checks;

/// <summary>Counts how often rows are read: the relation makes the engine draw from a sequence once a row, which no plan of it can leave out.</summary>
internal sealed class CountedTarget(CheckTarget inner) : CheckTarget(inner.Source, inner.Schema, inner.RowCount)
{
    public const string Counter = "rows_read";

    public override string Relation(IEnumerable<int> positions, bool withRow) =>
        $"(SELECT * EXCLUDE (drawn) FROM (SELECT *, nextval('{Counter}') AS drawn FROM {inner.Relation(positions, withRow)}) WHERE drawn > 0)";
}

using System.Globalization;

namespace Saker.Data.Checks;

/// <summary>A <see cref="Table"/> that was loaded into the engine under a name.</summary>
internal sealed class TableTarget(string name, Table rows) : CheckTarget("table", rows.Schema, rows.RowCount)
{
    public override string Relation(IEnumerable<int> positions, bool withRow)
    {
        var columns = positions.Select(i => string.Create(CultureInfo.InvariantCulture, $"c{i} AS v{i}, CAST(c{i} AS VARCHAR) AS t{i}"));
        return $"(SELECT {string.Join(", ", columns.Prepend(withRow ? "rowid + 1 AS r" : "1 AS one"))} FROM {name})";
    }
}

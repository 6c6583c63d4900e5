using Saker.Data;
using Saker.Learning.Explanation.Sampling;
using Saker.Learning.Scores;
using Saker.Learning.Scores.Intervals;

namespace Saker.Learning.Explanation.Dependence;

/// <summary>
/// The average answer when every row has one value of a column (Friedman 2001), and the curves of single rows (Goldstein et al. 2015). Where columns go
/// together it asks about rows that cannot be: see <see cref="AccumulatedEffects"/>.
/// </summary>
public static class PartialDependence
{
    public const string Kind = "partial_dependence";

    /// <exception cref="SakerException">The model does not take the column.</exception>
    public static async Task<DependenceCurve> OfAsync(ModelScore model, Table rows, string column, DependenceOptions options, CancellationToken cancellationToken)
    {
        rows = Thinned.Of(model.Columns(rows), options.MaxRows);
        var place = Thinned.Place(rows, column);
        var grid = ColumnGrid.Of(rows.Columns[place], options);
        var (points, count) = (grid.Rows.Length, rows.RowCount);
        int[] own = [.. Enumerable.Range(0, points * count).Select(i => i % count)];
        int[] given = [.. Enumerable.Range(0, points * count).Select(i => grid.Rows[i / count])];
        var answers = await model.OfAsync(new MixedRows(rows).Take([.. rows.Columns.Select((_, i) => i == place ? given : own)]), cancellationToken);
        return new DependenceCurve
        {
            Column = column,
            Kind = Kind,
            Unit = model.Unit.Word(),
            Class = model.Class,
            Points = [.. Enumerable.Range(0, points).Select(point =>
            {
                var said = answers.AsSpan(point * count, count);
                return new DependencePoint(grid.Labels[point], grid.Numbers?[point], said.ToArray().Average(), MeanInterval.Of(said, Interval.DefaultLevel), count);
            })],
            Rows = [.. Enumerable.Range(0, Math.Min(options.MaxCurves, count)).Select(row => (IReadOnlyList<double>)[.. Enumerable.Range(0, points).Select(point => answers[(point * count) + row])])],
        };
    }
}

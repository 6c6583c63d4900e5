using System.Globalization;
using Saker.Data;
using Saker.Learning.Selection.Schemes;

namespace Saker.Learning.Selection.Leakage;

/// <summary>
/// Looks at raw rows, before anything is trained, for what a model could know and will not know when it is used (Kaufman et al. 2012). It finds what shows in
/// the data; a leak that no column betrays alone, it does not.
/// </summary>
public static class LeakageScreen
{
    /// <summary>Screens rows.</summary>
    /// <param name="rows">Every row with its target.</param>
    /// <param name="target">From <see cref="ScreenTarget"/>, as long as there are rows.</param>
    /// <param name="split">Which rows are set aside; columns are then scored on the others only. Null assumes a fifth, by time or group where such a column is named.</param>
    /// <param name="options">What is known, and the limits.</param>
    /// <param name="cancellationToken">Stops between columns.</param>
    /// <exception cref="SakerException">A column that the options name is not there or cannot be a time or a group; all at once.</exception>
    public static LeakageReport Run(Table rows, ScreenTarget target, HoldOut? split, LeakageOptions options, CancellationToken cancellationToken)
    {
        Require(rows, target, options);
        var raw = rows.Columns.Where(column => column.Name != target.Column).ToList();
        var columns = raw.Where(column => !options.Ignore.Contains(column.Name) && (options.Inputs is null || options.Inputs.Contains(column.Name))).ToList();
        var keys = raw.Where(column => column.Name != options.GroupColumn && Identifiers.IsIdentifier(column)).Select(column => column.Name).ToHashSet(StringComparer.Ordinal);
        var scored = ScoredRows(split, rows.RowCount, options);
        var run = new ScreenRun(rows, target, options, keys);
        run.ScoreColumns(columns, scored, cancellationToken);
        // Rows are alike when they are in every column, those too that the model does not see: an identifier alone tells copies apart.
        run.LookAtRows([.. raw.Where(column => !keys.Contains(column.Name))], split);
        run.LookAtTime(columns, split);
        return run.Report(scored.Length);
    }

    private static int[] ScoredRows(HoldOut? split, int rowCount, LeakageOptions options)
    {
        int[] rows = split is null ? [.. Enumerable.Range(0, rowCount)] : [.. split.Train];
        if (rows.Length <= options.MaxRowCount)
            return rows;
        new Xoshiro256(options.Seed).Shuffle(rows);
        return [.. rows.Take(options.MaxRowCount).Order()];
    }

    private static void Require(Table rows, ScreenTarget target, LeakageOptions options)
    {
        var problems = new List<Problem>();
        foreach (var (field, name) in options.Ignore.Select(name => ("ignore", name)).Append(("time", options.TimeColumn!)).Append(("group", options.GroupColumn!)))
        {
            if (name is not null && !rows.Schema.Contains(name))
                problems.Add(new Problem(field, $"there is no column '{name}'. The columns are: {string.Join(", ", rows.Schema.Select(column => column.Name))}."));
            else if (name == target.Column)
                problems.Add(new Problem(field, string.Create(CultureInfo.InvariantCulture, $"'{name}' is the target.")));
        }
        if (problems.Count > 0)
            throw new SakerException(ErrorKind.InvalidInput, "The leakage screen cannot run as it is declared:", problems);
    }
}

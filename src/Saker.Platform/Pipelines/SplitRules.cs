using Saker.Data;

namespace Saker.Platform.Pipelines;

/// <summary>What <c>split</c> and <c>select</c> must say together, whether they come from a file or from code.</summary>
internal static class SplitRules
{
    /// <summary>What does not fit together; the fields are keys of a pipeline file.</summary>
    public static IEnumerable<Problem> Check(SplitSettings split, SelectSettings select)
    {
        var isKeyed = split.By is SplitBy.Group or SplitBy.Time;
        if (isKeyed && string.IsNullOrEmpty(split.Column))
            yield return new Problem("split.column", $"a split by {PublicNames.Of(split.By)} needs the column that holds it: 'column: NAME'.");
        if (!isKeyed && split.Column is not null)
            yield return new Problem("split.column", "a column is used by a split by group or by time only; say 'by: group' or 'by: time'.");
        if (split.By != SplitBy.Time && !split.Gap.IsNone)
            yield return new Problem("split.gap", "a gap is kept by a split by time only; say 'by: time'.");
        foreach (var problem in CheckFolds(split, select))
            yield return problem;
    }

    /// <summary>Columns that the data does not have, or that are the target; the fields are keys of a pipeline file.</summary>
    public static IEnumerable<Problem> CheckColumns(Pipeline pipeline, Schema schema)
    {
        if (pipeline.Split.Column is { } column && CheckColumn("split.column", column, pipeline, schema) is { } split)
            yield return split;
        if (pipeline.Select.ColumnFor(pipeline.Split) is { } folds && folds != pipeline.Split.Column && CheckColumn("select.column", folds, pipeline, schema) is { } select)
            yield return select;
    }

    private static IEnumerable<Problem> CheckFolds(SplitSettings split, SelectSettings select)
    {
        var scheme = select.SchemeFor(split);
        var isTimed = scheme is FoldScheme.Expanding or FoldScheme.Rolling;
        var name = PublicNames.Of(scheme);
        if ((isTimed || scheme == FoldScheme.Group) && select.ColumnFor(split) is null && !(select.Scheme is null && split.Column is null))
            yield return new Problem("select.column", $"folds of scheme '{name}' need the column with the {(isTimed ? "time" : "group")} of each row: 'column: NAME'.");
        if (!isTimed && scheme != FoldScheme.Group && select.Column is not null)
            yield return new Problem("select.column", $"folds of scheme '{name}' use no column; say 'scheme: group', 'expanding' or 'rolling'.");
        if (!isTimed && select.Gap is { IsNone: false })
            yield return new Problem("select.gap", $"folds of scheme '{name}' have no order in time and keep no gap; say 'scheme: expanding' or 'rolling'.");
        if (scheme != FoldScheme.Rolling && !select.Window.IsNone)
            yield return new Problem("select.window", "a window is kept by rolling folds only; say 'scheme: rolling'.");
        if (isTimed && select.RepeatCount > 1)
            yield return new Problem("select.repeats", $"folds of scheme '{name}' follow time and are the same however often they are drawn; leave 'repeats' out.");
    }

    private static Problem? CheckColumn(string field, string column, Pipeline pipeline, Schema schema)
    {
        if (column == pipeline.Target.Column)
            return new Problem(field, $"'{column}' is the target; rows cannot be split by what is to be predicted. 'by: stratified' keeps its shares.");
        return schema.Contains(column) ? null : new Problem(field, $"there is no column '{column}'. The columns are: {string.Join(", ", schema.Select(known => known.Name))}.");
    }
}

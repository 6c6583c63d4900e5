using Saker.Data;
using Saker.Learning.Scores;
using Saker.Learning.Selection;
using Saker.Learning.Selection.Schemes;

namespace Saker.Platform.Pipelines;

/// <summary>The rows of a pipeline's test part and of its folds, as it declares them.</summary>
internal static class RowSplits
{
    /// <exception cref="SakerException">The rows cannot be split so.</exception>
    public static HoldOut HoldOut(SplitSettings split, Table rows, TargetValues target)
    {
        var parts = split.By switch
        {
            SplitBy.Random => RandomSplit.Create(rows.RowCount, split.TestShare, split.Seed),
            SplitBy.Group => GroupSplit.Create(RowGroups.Read(rows, split.Column!), Balanced(target), split.TestShare, split.Seed),
            SplitBy.Time => TimeSplit.Create(RowTimes.Read(rows, split.Column!), split.TestShare, split.Gap),
            _ => StratifiedSplit.Create(target.Values, target.Strata, split.TestShare, split.Seed),
        };
        if (target.Strata is { } classes)
            FoldClasses.Require(parts, target.Values, classes);
        else if (target.Labels is not null)
            FoldClasses.Require(parts, target.Values);
        return parts;
    }

    /// <summary>The folds of the rows to learn from, the same for every candidate.</summary>
    /// <exception cref="SakerException">The rows cannot be divided so.</exception>
    public static IReadOnlyList<Fold> Folds(Pipeline pipeline, Table rows, TargetValues target) => Folds(pipeline, pipeline.Select.FoldCount, rows, target);

    /// <summary>Outer folds by the same scheme, each with inner ones as the plain comparison has them; null when none are wished.</summary>
    /// <exception cref="SakerException">The rows cannot be divided so.</exception>
    public static IReadOnlyList<NestedFold>? Nested(Pipeline pipeline, Table rows, TargetValues target)
    {
        if (pipeline.Select.NestedFoldCount is not { } count)
            return null;
        var outer = Folds(pipeline with { Select = pipeline.Select with { RepeatCount = 1 } }, count, rows, target);
        return NestedFold.Create(outer, train => Folds(pipeline, rows.Take([.. train]), target.Take(train)));
    }

    private static IReadOnlyList<Fold> Folds(Pipeline pipeline, int count, Table rows, TargetValues target)
    {
        var (select, split) = (pipeline.Select, pipeline.Split);
        var column = select.ColumnFor(split);
        var folds = select.SchemeFor(split) switch
        {
            FoldScheme.Random => Repeat(seed => RandomFolds.Create(rows.RowCount, count, seed)),
            FoldScheme.Group => RowGroups.Read(rows, column!) is var groups ? Repeat(seed => GroupFolds.Create(groups, Balanced(target), count, seed)) : [],
            FoldScheme.Expanding or FoldScheme.Rolling => TimeFolds.Create(RowTimes.Read(rows, column!), new TimeFoldSettings
            {
                FoldCount = count,
                Gap = select.Gap ?? split.Gap,
                IsRolling = select.Scheme == FoldScheme.Rolling,
                Window = select.Window,
            }),
            _ => Repeat(seed => StratifiedFolds.Create(target.Values, target.Strata, count, seed)),
        };
        if (target.Strata is { } classes)
            FoldClasses.Require(folds, target.Values, classes);
        else if (target.Labels is not null)
            FoldClasses.Require(folds, target.Values);
        return folds;

        IReadOnlyList<Fold> Repeat(Func<int, IReadOnlyList<Fold>> create) => RepeatedFolds.Create(select.RepeatCount, split.Seed, create);
    }

    // Groups are dealt so that classes keep their shares; of numbers so that parts keep their sizes.
    private static float[] Balanced(TargetValues target) => target.Task.Kind == ScoreTask.Regression ? new float[target.Values.Length] : target.Values;
}

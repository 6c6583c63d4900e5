using Saker.Learning.Scores;
using Saker.Learning.Selection.Comparing;
using Saker.Learning.Selection.Schemes;

namespace Saker.Platform.Pipelines;

/// <summary>How candidates are compared, and which one is taken.</summary>
public sealed record SelectSettings
{
    /// <summary>2 to 50.</summary>
    public int FoldCount { get; init; } = 5;

    /// <summary>The score that decides, by its public name, such as <c>roc_auc</c>; it must be one of the task.</summary>
    public string Score { get; init; } = "roc_auc";

    /// <summary>Null follows the split: folds by group where the split is by group, expanding ones where it is by time.</summary>
    public FoldScheme? Scheme { get; init; }

    /// <summary>The raw column with the group or the time of each row; null takes that of the split.</summary>
    public string? Column { get; init; }

    /// <summary>How often the folds are drawn anew, 1 to <see cref="RepeatedFolds.MaxRepeatCount"/>; folds in the order of time cannot be repeated.</summary>
    public int RepeatCount { get; init; } = 1;

    /// <summary>Folds in the order of time: how long before the first row to predict the last row to learn from must be; null takes that of the split.</summary>
    public TimeDistance? Gap { get; init; }

    /// <summary>Rolling folds: how far back they learn; none takes as many rows as the first fold has.</summary>
    public TimeDistance Window { get; init; }

    /// <summary>Outer folds that measure what the choice itself is worth, 2 to 20; null leaves that out.</summary>
    public int? NestedFoldCount { get; init; }

    /// <summary>Which candidate is taken when several are about equally good.</summary>
    public SelectionPreference Prefer { get; init; } = SelectionPreference.Simpler;

    /// <summary>How sure a difference between candidates must be to count as real, 0.5 to 0.999.</summary>
    public double Level { get; init; } = Interval.DefaultLevel;

    /// <summary>What holds where nothing is said: the score that is usual for the task, see <see cref="ScoreCatalogue.DefaultOf"/>.</summary>
    public static SelectSettings For(ScoreTask task) => new() { Score = ScoreCatalogue.DefaultOf(task) };

    /// <summary>The scheme that holds with this split.</summary>
    public FoldScheme SchemeFor(SplitSettings split) => Scheme ?? split.By switch
    {
        SplitBy.Group => FoldScheme.Group,
        SplitBy.Time => FoldScheme.Expanding,
        SplitBy.Random => FoldScheme.Random,
        _ => FoldScheme.Stratified,
    };

    /// <summary>The column that holds with this split; null where the scheme needs none.</summary>
    public string? ColumnFor(SplitSettings split) => SchemeFor(split) switch
    {
        FoldScheme.Group => Column ?? (split.By == SplitBy.Group ? split.Column : null),
        FoldScheme.Expanding or FoldScheme.Rolling => Column ?? (split.By == SplitBy.Time ? split.Column : null),
        _ => null,
    };
}

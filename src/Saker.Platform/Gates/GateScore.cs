using Saker.Learning.Scores;
using Saker.Learning.Scores.Intervals;

namespace Saker.Platform.Gates;

/// <summary>A score that a gate asks for, of the task that the gates are of.</summary>
/// <param name="Task">Two classes, several, or numbers.</param>
/// <param name="Name">The public name: <c>rmse</c>.</param>
/// <param name="Title">What a person reads.</param>
internal sealed record GateScore(ScoreTask Task, string Name, string Title)
{
    private static readonly string[] s_correlations = ["mcc", "kappa", "youden"];
    private static readonly string[] s_shares = ["r2", "explained_variance"];

    /// <summary>The least value that any answers can have.</summary>
    public double Lowest => s_correlations.Contains(Name) ? -1 : s_shares.Contains(Name) ? double.NegativeInfinity : 0;

    /// <summary>The greatest value that any answers can have.</summary>
    public double Highest => Name switch
    {
        "log_loss" or "lift_10" => double.PositiveInfinity,
        "smape" => 2,
        _ => Task == ScoreTask.Regression && !s_shares.Contains(Name) ? double.PositiveInfinity : 1,
    };

    /// <summary>The scores of a task that gates can ask for.</summary>
    public static IReadOnlyList<string> NamesOf(ScoreTask task) => task == ScoreTask.Binary ? RowScores.Names : [.. ScoreCatalogue.For(task).Select(score => score.Name)];

    /// <summary>Null where the task has no score of that name.</summary>
    public static GateScore? Find(ScoreTask task, string name) =>
        (task == ScoreTask.Binary ? RowScores.Find(name)?.Title : ScoreCatalogue.Find(task, name)?.Title) is { } title ? new GateScore(task, name, title) : null;

    /// <summary>With its interval, on all rows or on some; a finding says why where it is not defined on them.</summary>
    /// <exception cref="Data.SakerException">The candidate does not take the rows, or gives no answers of the task.</exception>
    public async Task<(MeasuredScore Score, string? Finding)> MeasureAsync(GateEvidence evidence, int[]? rows, CancellationToken cancellationToken)
    {
        if (Task != ScoreTask.Binary)
            return (await evidence.GetAnswersAsync(cancellationToken)).Measure(Name, rows, new Bootstrap { Seed = evidence.Seed }, cancellationToken);
        var predictions = await evidence.GetPredictionsAsync(cancellationToken);
        return RowScores.Measure(RowScores.Find(Name)!, rows is null ? predictions : predictions.Take(rows), evidence.Seed, cancellationToken);
    }
}

using Saker.Learning.Estimation;
using Saker.Learning.Scores;

namespace Saker.Platform.Monitoring.Performance;

/// <summary>How predictions of a version are scored.</summary>
internal sealed record ScoredVersion
{
    /// <summary>The name that outcomes have beside the outputs: unlike the name of any column or output.</summary>
    public const string OutcomeColumn = "(outcome)";

    public required string Model { get; init; }

    public required int Version { get; init; }

    /// <summary>The hash of its files, which tells it from another model's that came to the name; null where there are none.</summary>
    public string? Hash { get; init; }

    /// <summary>What is judged; null where it is not known what the version predicts.</summary>
    public required PredictionColumns? Columns { get; init; }

    /// <summary>Why it is not known, and what to do; null where it is.</summary>
    public string? Reason { get; init; }

    /// <summary>The answers that there can be; empty for numbers, and where any may be.</summary>
    public IReadOnlyList<string> Classes { get; init; } = [];

    /// <summary>The columns of the probabilities of several classes, in their order; empty where there are none.</summary>
    public IEnumerable<string> Probabilities => Columns is { Task: ScoreTask.Multiclass, Probability: { } start } ? Classes.Select(name => start + name) : [];

    /// <summary>What it scored on held-out rows; null where nobody says.</summary>
    public EvaluationReport? Evaluation { get; init; }

    /// <summary>What it said of held-out rows, of the same task; null where nobody kept it.</summary>
    public HeldOutAnswers? Reference { get; init; }

    /// <summary>The score by which it is judged when the settings name none.</summary>
    public string UsualScore => Columns?.Task switch
    {
        ScoreTask.Binary => "roc_auc",
        ScoreTask.Multiclass => "accuracy",
        _ => "mae",
    };
}

namespace Saker.Learning.Tuning;

/// <summary>One evaluation of the objective.</summary>
public sealed record Trial
{
    /// <summary>Counted from 0 within its study.</summary>
    public required int Number { get; init; }

    public required TrialState State { get; init; }

    /// <summary>What is tried, by name: text, bool, long or double. Parameters whose condition does not hold are not there.</summary>
    public required IReadOnlyDictionary<string, object> Parameters { get; init; }

    /// <summary>The objective of a complete trial.</summary>
    public double? Value { get; init; }

    /// <summary>By ascending step.</summary>
    public IReadOnlyList<TrialReport> Reports { get; init; } = [];

    /// <summary>Why it failed or was given up.</summary>
    public string? Reason { get; init; }

    /// <summary>How often it was begun, from 1; more than once where its process ended before it did.</summary>
    public int Attempt { get; init; } = 1;

    public bool IsFinished => State is TrialState.Complete or TrialState.Pruned or TrialState.Failed;
}

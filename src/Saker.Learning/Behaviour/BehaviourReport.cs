using Saker.Learning.Scores;

namespace Saker.Learning.Behaviour;

/// <summary>How a model behaved under a suite; <c>behaviour/report.json</c> of a run.</summary>
public sealed record BehaviourReport
{
    /// <summary>The output that was looked at.</summary>
    public required string Output { get; init; }

    /// <summary>Decides which rows were drawn and made.</summary>
    public required int Seed { get; init; }

    /// <summary>Rows drawn from data; 0 when there were none.</summary>
    public required int RealRowCount { get; init; }

    /// <summary>Rows made from what training saw of each column.</summary>
    public required int MadeRowCount { get; init; }

    /// <summary>In the order of the suite.</summary>
    public required IReadOnlyList<BehaviourResult> Results { get; init; }

    /// <summary>Whether no test of severity fail is broken.</summary>
    public bool Passed => Results.All(result => result.Outcome != BehaviourOutcome.Failed);

    public BehaviourResult? Find(string name) => Results.FirstOrDefault(result => result.Name == name);

    public string ToJson() => EvaluationJson.Write(this);

    /// <exception cref="Data.SakerException">The text is not what <see cref="ToJson"/> writes.</exception>
    public static BehaviourReport FromJson(string json) => EvaluationJson.Read<BehaviourReport>(json);
}

namespace Saker.Learning.Tuning.Importance;

/// <summary>What a study says of its parameters, and how far that can be believed.</summary>
public sealed record ImportanceReport
{
    /// <summary>The most important first.</summary>
    public required IReadOnlyList<ParameterImportance> Parameters { get; init; }

    /// <summary>The share of the variance that no parameter explains by itself: what they do together.</summary>
    public required double Together { get; init; }

    /// <summary>How well the forest predicts trials that it had not seen: 1 is perfect, 0 no better than the mean, NaN where nothing varies.</summary>
    public required double Fit { get; init; }

    /// <summary>Complete trials.</summary>
    public required int TrialCount { get; init; }

    /// <summary>Whether the shares say something of the objective: enough trials, and a forest that predicts it.</summary>
    public required bool IsReliable { get; init; }

    /// <summary>How far the shares can be believed, in words.</summary>
    public required string Statement { get; init; }
}

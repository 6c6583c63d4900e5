namespace Saker.Learning.Explanation;

/// <summary>How answers are explained, and at what cost at most.</summary>
public sealed record ExplainerOptions
{
    public ExplanationMethod Method { get; init; } = ExplanationMethod.Auto;

    /// <summary>
    /// The class or target that is explained, from 0; null for the positive class of two, and of several classes for the one that each row is answered; of other targets the first.
    /// </summary>
    public int? Target { get; init; }

    /// <summary>The most rows that <see cref="ExplanationMethod.Sampling"/> asks the model about for each row that is explained.</summary>
    public int MaxEvaluations { get; init; } = 4_000;

    /// <summary>The most reference rows that <see cref="ExplanationMethod.Sampling"/> compares with; of more, an even choice is taken.</summary>
    public int MaxReferenceRows { get; init; } = 50;

    /// <summary>Decides every random choice.</summary>
    public long Seed { get; init; } = 1;

    /// <summary>Threads that many rows are spread over.</summary>
    public int ThreadCount { get; init; } = 1;
}

using Saker.Learning.Explanation;

namespace Saker.Platform.Serving.Explaining;

/// <summary>What explanations of answers may cost. Who asks for none pays nothing.</summary>
public sealed record ExplainingOptions
{
    /// <summary>The most rows that are explained in one request.</summary>
    public int MaxRows { get; init; } = 100;

    /// <summary>How long the explanations of one request may take; what takes longer is refused.</summary>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>The most requests to one version that are explained at the same time; more are refused, with a hint when to come again.</summary>
    public int MaxConcurrent { get; init; } = 4;

    /// <summary>How answers are explained.</summary>
    public ExplanationMethod Method { get; init; } = ExplanationMethod.Auto;

    /// <summary>The most rows that a model is asked about for each row that is explained by sampling.</summary>
    public int MaxEvaluations { get; init; } = 2_000;
}

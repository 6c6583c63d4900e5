namespace Saker.Client;

/// <summary>How much each parameter of a study matters.</summary>
public sealed record ImportanceInfo
{
    /// <summary>The most important first.</summary>
    public required IReadOnlyList<ParameterImportanceInfo> Parameters { get; init; }

    /// <summary>The share of the variance that no parameter explains by itself; <c>"NaN"</c> where nothing is known.</summary>
    public required double Together { get; init; }

    /// <summary>How well the shares' model predicts trials that it had not seen: 1 is perfect.</summary>
    public required double Fit { get; init; }

    public required int TrialCount { get; init; }

    public required bool IsReliable { get; init; }

    /// <summary>How far the shares can be believed, in words.</summary>
    public required string Statement { get; init; }
}

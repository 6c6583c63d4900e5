namespace Saker.Platform.Pipelines.Policies;

/// <summary>Training again when the model does worse than it did: by the monitor's test, or by a bound on a live score.</summary>
public sealed record DecayTrigger
{
    /// <summary>The score, such as <c>roc_auc</c>; null for the monitor's own verdict.</summary>
    public string? Score { get; init; }

    /// <summary>Below this the score is bad.</summary>
    public double? Below { get; init; }

    /// <summary>Above this the score is bad, for errors.</summary>
    public double? Above { get; init; }

    /// <summary>Whether the estimate counts while outcomes are missing.</summary>
    public bool Estimated { get; init; }

    public override string ToString() => Score is null
        ? "when the model decays"
        : string.Create(System.Globalization.CultureInfo.InvariantCulture, $"when {(Estimated ? "the estimated " : "")}{Score} is {(Below is { } low ? $"below {low}" : $"above {Above}")}");
}

namespace Saker.Platform.Pipelines.Policies;

/// <summary>Training again when what the endpoint is asked, or answers, has moved away from what the model learned from. Any of what is set will do; with nothing set, what the monitor calls drift.</summary>
public sealed record DriftTrigger
{
    /// <summary>From this share of drifted columns on, above 0 up to 1.</summary>
    public double? Share { get; init; }

    /// <summary>When one of these columns drifted.</summary>
    public IReadOnlyList<string> Columns { get; init; } = [];

    /// <summary>When what the model answers drifted.</summary>
    public bool Prediction { get; init; }

    /// <summary>Whether the monitor's own verdict counts.</summary>
    public bool IsByVerdict => Share is null && Columns.Count == 0 && !Prediction;

    public bool Equals(DriftTrigger? other) => other is not null && Share == other.Share && Prediction == other.Prediction && Columns.SequenceEqual(other.Columns, StringComparer.Ordinal);

    public override int GetHashCode() => HashCode.Combine(Share, Prediction, Columns.Count);

    public override string ToString() => IsByVerdict
        ? "when inputs drift"
        : "when " + string.Join(" or ", new[]
        {
            Share is { } share ? FormattableString.Invariant($"{share:0.##%} of the columns drift") : null,
            Columns.Count > 0 ? $"{string.Join(" or ", Columns)} drifts" : null,
            Prediction ? "the answers drift" : null,
        }.OfType<string>());
}

namespace Saker.Data.Privacy.Detectors;

/// <summary>What a <see cref="TextScanner"/> looks for.</summary>
public sealed record ScanOptions
{
    /// <summary>The types that are wanted; null wants all but <see cref="SensitiveTypes.Address"/>, which is too often wrong to be wanted unasked.</summary>
    public IReadOnlyCollection<string>? Types { get; init; }

    /// <summary>Spans that are less sure are left out; 0 to 1.</summary>
    public double MinConfidence { get; init; } = 0.5;

    /// <summary>Detectors of one's own, such as a trained model of names.</summary>
    public IReadOnlyList<ISpanDetector> Detectors { get; init; } = [];

    /// <summary>A longer text is an error.</summary>
    public int MaxTextLength { get; init; } = 64 << 20;

    internal void ThrowIfInvalid()
    {
        var problems = new ProblemList(100);
        if (!(MinConfidence is >= 0 and <= 1))
            problems.Add(null, "min_confidence", FormattableString.Invariant($"{MinConfidence} is not between 0 and 1."));
        if (MaxTextLength < 1)
            problems.Add(null, "max_text_length", "it must be at least 1.");
        var known = SensitiveTypes.All.Concat(Detectors.SelectMany(detector => detector.Types)).ToHashSet(StringComparer.Ordinal);
        foreach (var type in Types ?? [])
            if (!known.Contains(type))
                problems.Add(null, "types", $"'{type}' is not a type; known are: {string.Join(", ", known)}.");
        problems.ThrowIfAny("The scan cannot be run.");
    }
}

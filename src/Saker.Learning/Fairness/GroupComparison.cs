namespace Saker.Learning.Fairness;

/// <summary>A group beside the privileged one.</summary>
public sealed record GroupComparison
{
    /// <summary>What is compared: a group, or all but the privileged one together (the way in which AIF360 gives one number an attribute).</summary>
    public required string Group { get; init; }

    /// <summary>Whether it is all groups but the privileged one together.</summary>
    public bool IsAllOthers { get; init; }

    public required int RowCount { get; init; }

    /// <summary>Whether this side or the privileged one has fewer rows than limits are judged on.</summary>
    public required bool IsSmall { get; init; }

    /// <summary>In the order of <see cref="MeasureName.OfPairs"/>.</summary>
    public required IReadOnlyList<FairnessMeasure> Measures { get; init; }

    public FairnessMeasure? Find(string measure) => Measures.FirstOrDefault(candidate => candidate.Name == measure);
}

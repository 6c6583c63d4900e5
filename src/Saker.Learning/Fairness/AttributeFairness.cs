namespace Saker.Learning.Fairness;

/// <summary>How the groups of one protected attribute fare.</summary>
public sealed record AttributeFairness
{
    /// <summary>See <see cref="ProtectedAttribute.Name"/>.</summary>
    public required string Name { get; init; }

    public required IReadOnlyList<string> Columns { get; init; }

    public required bool IsIntersection { get; init; }

    /// <summary>The group that the others are compared with.</summary>
    public required string Privileged { get; init; }

    /// <summary>Whether somebody said so; else it is the largest group.</summary>
    public required bool IsPrivilegedStated { get; init; }

    /// <summary>The privileged group first, then by size.</summary>
    public required IReadOnlyList<GroupRates> Groups { get; init; }

    /// <summary>Each other group, in the order of <see cref="Groups"/>; with more than two groups all others together come first.</summary>
    public required IReadOnlyList<GroupComparison> Comparisons { get; init; }

    /// <summary>
    /// Over all groups that are no <see cref="SmallGroups"/>, in the order of <see cref="MeasureName.OfAllGroups"/>; over all that there are, and judged by no
    /// limit, where fewer than two are large enough.
    /// </summary>
    public required IReadOnlyList<FairnessMeasure> OverGroups { get; init; }

    /// <summary>The one number an attribute has by AIF360: all groups but the privileged one together beside it.</summary>
    public GroupComparison Together => Comparisons[0];

    /// <summary>The groups with too few rows to be judged.</summary>
    public IReadOnlyList<GroupRates> SmallGroups() => [.. Groups.Where(group => group.IsSmall)];

    public FairnessMeasure? Find(string measure) => Together.Find(measure) ?? OverGroups.FirstOrDefault(candidate => candidate.Name == measure);
}

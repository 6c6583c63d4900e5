namespace Saker.Learning.Fairness;

/// <summary>What is to be looked at, and what it may come to; <c>fairness:</c> of a pipeline file, see <see cref="FairnessSettings"/>.</summary>
public sealed record FairnessPlan
{
    /// <summary>A group with fewer rows is marked as small, and no limit is judged on it.</summary>
    public const int DefaultMinGroupSize = 30;

    /// <summary>An attribute with more groups is refused: it is most likely no attribute but an id or a number without intervals.</summary>
    public const int DefaultMaxGroups = 50;

    /// <summary>At least one.</summary>
    public required IReadOnlyList<ProtectedAttribute> Protected { get; init; }

    /// <summary>The label that people wish for, by its name; null for the positive one.</summary>
    public string? Favourable { get; init; }

    /// <summary>By the names of <see cref="MeasureName"/>; measures without one are reported only.</summary>
    public IReadOnlyDictionary<string, FairnessLimit> Limits { get; init; } = new Dictionary<string, FairnessLimit>();

    public Intersections Intersections { get; init; }

    /// <summary>Whether limits hold for intersections too, and not only for the attributes that are declared.</summary>
    public bool LimitsOnIntersections { get; init; }

    public int MinGroupSize { get; init; } = DefaultMinGroupSize;

    public int MaxGroups { get; init; } = DefaultMaxGroups;

    /// <summary>Of every interval, above 0.5 and below 1.</summary>
    public double Level { get; init; } = Scores.Interval.DefaultLevel;

    /// <summary>The declared attributes and the combinations of them.</summary>
    public IReadOnlyList<ProtectedAttribute> Attributes
    {
        get
        {
            var all = Protected.ToList();
            if (Intersections != Intersections.None)
            {
                for (var i = 0; i < Protected.Count; i++)
                    for (var j = i + 1; j < Protected.Count; j++)
                        Add(Protected[i], Protected[j]);
                if (Intersections == Intersections.All)
                    Add([.. Protected]);
            }
            return all;

            void Add(params ProtectedAttribute[] parts)
            {
                var columns = parts.SelectMany(part => part.Columns).DistinctBy(column => column.Column).ToArray();
                if (columns.Length > 1 && !all.Any(known => known.Columns.Count == columns.Length && columns.All(known.Columns.Contains)))
                    all.Add(new ProtectedAttribute { Columns = columns });
            }
        }
    }
}

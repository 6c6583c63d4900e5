using Saker.Learning.Scores;

namespace Saker.Learning.Fairness;

/// <summary>How groups of people fare under predictions, or in labels alone; <c>fairness/report.json</c> of a run.</summary>
public sealed record FairnessReport
{
    public required int RowCount { get; init; }

    /// <summary>Whether only labels were looked at, as they stand in the data, and no predictions.</summary>
    public required bool IsOfLabels { get; init; }

    /// <summary>The positive label.</summary>
    public required string Positive { get; init; }

    /// <summary>The label that people wish for; measures are about it.</summary>
    public required string Favourable { get; init; }

    /// <summary>Groups with fewer rows are small.</summary>
    public required int MinGroupSize { get; init; }

    /// <summary>Of every interval.</summary>
    public required double Level { get; init; }

    /// <summary>Over all rows; null where labels alone were looked at.</summary>
    public FairnessMeasure? TheilIndex { get; init; }

    /// <summary>The declared attributes, then the intersections.</summary>
    public required IReadOnlyList<AttributeFairness> Attributes { get; init; }

    /// <summary>What a reader should know, in sentences: limits that are broken first, then what could not be judged.</summary>
    public required IReadOnlyList<string> Findings { get; init; }

    /// <summary>Whether no limit is broken; one of which nothing could be judged is not, see <see cref="ListUnjudged"/>.</summary>
    public bool Passed => !All().Any(item => item.Measure.Verdict == Verdict.Outside);

    /// <summary>The limits of which nothing could be judged, such as <c>sex: disparate impact</c>: neither kept nor broken.</summary>
    public IReadOnlyList<string> ListUnjudged() =>
    [
        .. All().Where(item => item.Measure.Verdict != Verdict.None)
            .GroupBy(item => $"{(item.Attribute is null ? "" : $"{item.Attribute}: ")}{MeasureName.Title(item.Measure.Name)}", StringComparer.Ordinal)
            .Where(limit => limit.All(item => item.Measure.Verdict == Verdict.NotJudged))
            .Select(limit => limit.Key),
    ];

    public AttributeFairness? Find(string attribute) => Attributes.FirstOrDefault(candidate => candidate.Name == attribute);

    /// <summary>Every measure with the attribute and the group that it is about; the index over all rows has neither.</summary>
    public IEnumerable<(string? Attribute, string? Group, FairnessMeasure Measure)> All()
    {
        foreach (var attribute in Attributes)
        {
            foreach (var comparison in attribute.Comparisons)
                foreach (var measure in comparison.Measures)
                    yield return (attribute.Name, comparison.Group, measure);
            foreach (var measure in attribute.OverGroups)
                yield return (attribute.Name, null, measure);
        }
        if (TheilIndex is { } index)
            yield return (null, null, index);
    }

    /// <summary>Metrics to log with a run, by keys such as <c>fairness.sex.disparate_impact</c>; what is not defined is left out.</summary>
    public IReadOnlyList<KeyValuePair<string, double>> ListMetrics()
    {
        var metrics = new List<KeyValuePair<string, double>>();
        foreach (var attribute in Attributes)
            foreach (var measure in attribute.Together.Measures.Concat(attribute.OverGroups))
                Add($"fairness.{Key(attribute.Name)}.{measure.Name}", measure);
        if (TheilIndex is { } index)
            Add($"fairness.{index.Name}", index);
        return metrics;

        void Add(string key, FairnessMeasure measure)
        {
            if (double.IsFinite(measure.Value))
                metrics.Add(new(key, measure.Value));
        }
    }

    public string ToJson() => EvaluationJson.Write(this);

    /// <exception cref="Data.SakerException">The text is not what <see cref="ToJson"/> writes.</exception>
    public static FairnessReport FromJson(string json) => EvaluationJson.Read<FairnessReport>(json);

    // Keys of metrics have few characters.
    private static string Key(string name) => string.Concat(name.Select(letter => char.IsAsciiLetterOrDigit(letter) || letter is '_' or '-' or '.' ? letter : '_'));
}

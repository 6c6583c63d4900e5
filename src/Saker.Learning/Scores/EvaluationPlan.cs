using Saker.Data;
using Saker.Learning.Scores.Intervals;
using Saker.Learning.Scores.Segments;

namespace Saker.Learning.Scores;

/// <summary>What is measured beyond the scores themselves.</summary>
public sealed record EvaluationPlan
{
    /// <summary>Segments that are asked for.</summary>
    public IReadOnlyList<SegmentRequest> Segments { get; init; } = [];

    /// <summary>Whether the segments where the model is worst are searched.</summary>
    public bool FindsSegments { get; init; }

    /// <summary>How they are searched.</summary>
    public SliceSearch Search { get; init; } = new();

    /// <summary>Whether the model is trained on parts of the rows to see what more rows would bring; training only.</summary>
    public bool HasLearningCurve { get; init; }

    /// <summary>How scores without a formula get their interval.</summary>
    public Bootstrap Bootstrap { get; init; } = new();

    /// <summary>Reads <c>segments</c>, <c>find</c>, <c>learning_curve</c>, <c>level</c>, <c>resamples</c> and <c>seed</c>. Problems go to the settings.</summary>
    public static EvaluationPlan Create(Settings settings)
    {
        var plan = new EvaluationPlan
        {
            Segments = SegmentRequest.Read(settings, "segments"),
            FindsSegments = settings.Flag("find", fallback: false),
            HasLearningCurve = settings.Flag("learning_curve", fallback: false),
            Bootstrap = new Bootstrap
            {
                Level = settings.Number("level", Interval.DefaultLevel, 0.5, 0.999),
                ResampleCount = settings.Integer("resamples", Bootstrap.DefaultResampleCount, 50, 100_000),
                Seed = settings.Integer("seed", 42, 0),
            },
        };
        settings.RejectUnknown();
        return plan with { Search = plan.Search with { Seed = plan.Bootstrap.Seed } };
    }

    /// <summary>What of it does not fit the columns; empty when all does.</summary>
    /// <param name="columns">The columns of the rows to be judged.</param>
    public IReadOnlyList<Problem> Check(Schema columns) => [.. Segments.SelectMany(segment => segment.Check(columns))];
}

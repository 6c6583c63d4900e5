using Saker.Data;

namespace Saker.Learning.Estimation;

/// <summary>How performance is estimated while answers are not known.</summary>
public sealed record EstimationSettings
{
    /// <summary>Fewer reference rows are refused: nothing can be calibrated on them.</summary>
    public const int MinReferenceRowCount = 60;

    /// <summary>Fewer chunks give no thresholds: a deviation over so few means nothing.</summary>
    public int MinChunkCount { get; init; } = 6;

    /// <summary>Reference rows are cut into this many chunks, in their order; 2 to 1,000.</summary>
    public int ChunkCount { get; init; } = 10;

    /// <summary>The thresholds lie this many standard deviations of the chunks around their mean; above 0.</summary>
    public double Deviations { get; init; } = 3;

    /// <summary>How often answers are drawn for the sampling error; with 200 it is known to about a twentieth of itself. 20 to 10,000.</summary>
    public int DrawCount { get; init; } = 200;

    /// <summary>Of more rows than this as many, evenly spread, are drawn for, and the error is scaled by the root of their share.</summary>
    public int MaxDrawnRowCount { get; init; } = 20_000;

    /// <summary>Decides what is drawn.</summary>
    public long Seed { get; init; } = 42;

    /// <exception cref="SakerException">A setting is out of range; all are named.</exception>
    internal void Check()
    {
        var problems = new List<Problem>();
        if (ChunkCount is < 2 or > 1_000)
            problems.Add(new Problem("chunkCount", $"it must be between 2 and 1,000; got {ChunkCount}."));
        if (!(Deviations > 0) || !double.IsFinite(Deviations))
            problems.Add(new Problem("deviations", FormattableString.Invariant($"it must be above 0; got {Deviations}.")));
        if (DrawCount is < 20 or > 10_000)
            problems.Add(new Problem("drawCount", $"it must be between 20 and 10,000; got {DrawCount}."));
        if (MaxDrawnRowCount < 1_000)
            problems.Add(new Problem("maxDrawnRowCount", $"it must be at least 1,000; got {MaxDrawnRowCount}."));
        if (MinChunkCount < 2)
            problems.Add(new Problem("minChunkCount", $"it must be at least 2; got {MinChunkCount}."));
        if (problems.Count > 0)
            throw new SakerException(ErrorKind.InvalidInput, "Performance cannot be estimated with these settings.", problems);
    }
}

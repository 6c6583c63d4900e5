namespace Saker.Learning.Scores;

/// <summary>How far probabilities mean what they say, over bins of equal width.</summary>
public sealed record Calibration
{
    public const int DefaultBinCount = 10;

    /// <summary>The bins from 0 to 1, empty ones included.</summary>
    public required IReadOnlyList<CalibrationBin> Bins { get; init; }

    /// <summary>Expected calibration error: the mean over rows of |mean probability - share of positives| of the row's bin (Naeini et al. 2015).</summary>
    public required double ExpectedError { get; init; }

    public static Calibration Compute(ReadOnlySpan<float> target, ReadOnlySpan<float> probability, int binCount = DefaultBinCount)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(binCount, 1);
        ScoreInputs.Check(target, probability);
        var rows = new int[binCount];
        var probabilities = new double[binCount];
        var positives = new double[binCount];
        for (var i = 0; i < target.Length; i++)
        {
            var bin = Math.Min((int)((double)probability[i] * binCount), binCount - 1);
            rows[bin]++;
            probabilities[bin] += probability[i];
            positives[bin] += target[i];
        }
        var bins = new CalibrationBin[binCount];
        var error = 0.0;
        for (var i = 0; i < binCount; i++)
        {
            var count = Math.Max(rows[i], 1);
            bins[i] = new CalibrationBin
            {
                From = (double)i / binCount,
                To = (i + 1.0) / binCount,
                RowCount = rows[i],
                MeanProbability = probabilities[i] / count,
                PositiveShare = positives[i] / count,
            };
            error += Math.Abs(probabilities[i] - positives[i]) / target.Length;
        }
        return new Calibration { Bins = bins, ExpectedError = error };
    }
}

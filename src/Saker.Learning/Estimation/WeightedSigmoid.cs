namespace Saker.Learning.Estimation;

/// <summary>
/// A sigmoid of the log-odds with slope and shift (Platt 1999), fitted to rows that count by weights: the most likely one, by Newton's
/// method, with a prior of two rows on slope 1 and shift 0 that keeps it finite where a few rows hold all the weight.
/// </summary>
internal readonly record struct WeightedSigmoid(double Slope, double Shift)
{
    private const int MaxSteps = 50;
    private const double Prior = 2;

    // Probabilities of 0 and 1 have no finite log-odds.
    private const double Epsilon = 1e-6;

    public static WeightedSigmoid Fit(ReadOnlySpan<float> target, ReadOnlySpan<float> probability, ReadOnlySpan<double> weights)
    {
        double slope = 1, shift = 0;
        for (var step = 0; step < MaxSteps; step++)
        {
            double slopeGradient = Prior * (slope - 1), shiftGradient = Prior * shift, slopeCurve = Prior, shiftCurve = Prior, cross = 0;
            for (var i = 0; i < target.Length; i++)
            {
                var logit = Logit(probability[i]);
                var said = 1 / (1 + Math.Exp(-((slope * logit) + shift)));
                var weight = weights.IsEmpty ? 1 : weights[i];
                var (error, curve) = (weight * (said - target[i]), weight * said * (1 - said));
                slopeGradient += error * logit;
                shiftGradient += error;
                slopeCurve += curve * logit * logit;
                shiftCurve += curve;
                cross += curve * logit;
            }
            var determinant = (slopeCurve * shiftCurve) - (cross * cross);
            var (slopeStep, shiftStep) = (((shiftCurve * slopeGradient) - (cross * shiftGradient)) / determinant, ((slopeCurve * shiftGradient) - (cross * slopeGradient)) / determinant);
            // Far from the solution a whole step may leap over it.
            var size = Math.Min(1, 1 / Math.Max(Math.Abs(slopeStep), Math.Abs(shiftStep)));
            (slope, shift) = (slope - (size * slopeStep), shift - (size * shiftStep));
            if (Math.Abs(slopeStep) + Math.Abs(shiftStep) < 1e-10)
                break;
        }
        return new WeightedSigmoid(slope, shift);
    }

    public double Apply(double probability) => 1 / (1 + Math.Exp(-((Slope * Logit(probability)) + Shift)));

    private static double Logit(double probability)
    {
        var inside = Math.Clamp(probability, Epsilon, 1 - Epsilon);
        return Math.Log(inside / (1 - inside));
    }
}

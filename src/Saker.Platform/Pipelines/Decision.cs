using Saker.Learning.Scores;
using Saker.Learning.Scores.Calibrating;
using Saker.Learning.Selection;

namespace Saker.Platform.Pipelines;

/// <summary>From probabilities to labels: how they are calibrated, and from which one a row is positive. Both come from predictions that no fit had seen.</summary>
/// <param name="Calibrator">Null where probabilities stay as the trainer gives them.</param>
/// <param name="Threshold">Of the calibrated probability.</param>
/// <param name="OutOfFold">The rows that it was chosen on, counted at the threshold.</param>
internal sealed record Decision(Calibrator? Calibrator, double Threshold, Confusion OutOfFold)
{
    /// <exception cref="Data.SakerException">The probabilities cannot be calibrated, or no threshold keeps the floor that is asked for.</exception>
    public static Decision Make(Pipeline pipeline, CandidateResult best, float[] target)
    {
        var (judged, probability) = best.Predicted(target);
        var calibrator = pipeline.Calibration is { } method ? Calibrator.Fit(method, judged, probability) : null;
        var calibrated = calibrator?.Apply(probability) ?? probability;
        var threshold = pipeline.Threshold.Choose(judged, calibrated);
        return new Decision(calibrator, threshold, Confusion.Count(judged, calibrated, threshold));
    }
}

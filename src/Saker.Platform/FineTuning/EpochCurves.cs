using Saker.Learning.Neural.Training;
using Saker.Platform.Experiments;

namespace Saker.Platform.FineTuning;

/// <summary>Logs the losses of epochs to a run as curves while training goes on. What was measured is kept also where training is given up.</summary>
/// <param name="experiments">Where they are logged.</param>
/// <param name="run">Whose they are.</param>
/// <param name="time">When a value was told.</param>
/// <param name="warn">Told at the end, once, where values are missing.</param>
internal sealed class EpochCurves(IExperimentStore experiments, RunId run, TimeProvider time, Action<string> warn) : CurveLog(experiments, warn, CancellationToken.None), IProgress<EpochReport>
{
    public void Report(EpochReport value)
    {
        var at = time.GetUtcNow();
        Add(run, new Metric("train_loss", value.TrainLoss, value.Epoch - 1, at));
        if (value.ValidationLoss is { } loss)
            Add(run, new Metric("validation_loss", loss, value.Epoch - 1, at));
        Add(run, new Metric("learning_rate", value.Rate, value.Epoch - 1, at));
    }
}

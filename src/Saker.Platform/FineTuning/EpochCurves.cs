using System.Collections.Concurrent;
using Saker.Learning.Neural.Training;
using Saker.Platform.Experiments;

namespace Saker.Platform.FineTuning;

/// <summary>Logs the losses of epochs to a run as curves while training goes on: training waits for nothing, and each write takes all that has come since the last.</summary>
internal sealed class EpochCurves(IExperimentStore experiments, RunId run, TimeProvider time) : IProgress<EpochReport>
{
    private readonly ConcurrentQueue<Metric> _come = new();
    private Task _last = Task.CompletedTask;

    public void Report(EpochReport value)
    {
        var at = time.GetUtcNow();
        _come.Enqueue(new Metric("train_loss", value.TrainLoss, value.Epoch - 1, at));
        if (value.ValidationLoss is { } loss)
            _come.Enqueue(new Metric("validation_loss", loss, value.Epoch - 1, at));
        _come.Enqueue(new Metric("learning_rate", value.Rate, value.Epoch - 1, at));
        if (_last.IsCompletedSuccessfully)
            _last = Task.Run(WriteAsync);
    }

    /// <summary>Writes what is left; a write that failed fails here.</summary>
    public async Task CompleteAsync()
    {
        await _last;
        await WriteAsync();
    }

    // What was measured is kept also where training is given up.
    private async Task WriteAsync()
    {
        var metrics = new List<Metric>();
        while (_come.TryDequeue(out var next))
            metrics.Add(next);
        if (metrics.Count > 0)
            await experiments.LogAsync(run, new RunEntries { Metrics = metrics }, CancellationToken.None);
    }
}

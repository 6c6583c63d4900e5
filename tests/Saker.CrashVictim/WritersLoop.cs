using Saker.Platform;
using Saker.Platform.Experiments;

namespace Saker.CrashVictim;

/// <summary>Many writers at once, each with a run of its own, one value after the other.</summary>
internal sealed class WritersLoop(SakerPlatform saker, int writerCount)
{
    public async Task RunAsync()
    {
        var experiment = await saker.Experiments.GetOrCreateAsync("writers", CancellationToken.None);
        await Task.WhenAll(Enumerable.Range(0, writerCount).Select(_ => WriteAsync(experiment.Id)));
    }

    private async Task WriteAsync(ExperimentId experiment)
    {
        var run = await saker.Experiments.StartRunAsync(experiment, "writer", null, CancellationToken.None);
        for (var step = 0; ; step++)
        {
            await saker.Experiments.LogAsync(run.Id, new RunEntries { Metrics = [new Metric("loss", step, step, DateTimeOffset.UtcNow)] }, CancellationToken.None);
            Acknowledgement.Say($"logged {run.Id} {step}");
        }
    }
}

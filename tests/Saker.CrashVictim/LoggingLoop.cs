using Saker.Platform;
using Saker.Platform.Experiments;

namespace Saker.CrashVictim;

/// <summary>Runs of ten logged steps, one after the other.</summary>
internal sealed class LoggingLoop(SakerPlatform saker)
{
    private const int StepCount = 10;

    public async Task RunAsync()
    {
        var experiment = await saker.Experiments.GetOrCreateAsync("crash", CancellationToken.None);
        while (true)
        {
            var run = await saker.Experiments.StartRunAsync(experiment.Id, "victim", null, CancellationToken.None);
            Acknowledgement.Say($"started {run.Id}");
            for (var step = 1; step <= StepCount; step++)
            {
                var metric = new Metric("loss", 1.0 / step, step, DateTimeOffset.UtcNow);
                var parameters = new Dictionary<string, string> { [$"p{step}"] = $"{step}" };
                await saker.Experiments.LogAsync(run.Id, new RunEntries { Metrics = [metric], Parameters = parameters }, CancellationToken.None);
                Acknowledgement.Say($"logged {run.Id} {step}");
            }
            await saker.Experiments.EndRunAsync(run.Id, RunStatus.Finished, CancellationToken.None);
            Acknowledgement.Say($"ended {run.Id}");
        }
    }
}

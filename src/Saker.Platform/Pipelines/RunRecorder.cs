using Saker.Data;
using Saker.Platform.Experiments;
using Saker.Platform.Serving.Statistics;
using Saker.Platform.Telemetry;

namespace Saker.Platform.Pipelines;

/// <summary>Logs one pipeline run and tells its progress. Steps come one after another, from one caller.</summary>
internal sealed class RunRecorder(IExperimentStore experiments, Run run, TimeProvider time, IProgress<PipelineEvent>? progress)
{
    private readonly Lock _telling = new();

    public Run Run => run;

    /// <summary>Runs a step between its start and finish events.</summary>
    /// <param name="step">The step.</param>
    /// <param name="body">Does the work; gives its result and a summary in one line.</param>
    public async Task<T> StepAsync<T>(PipelineStep step, Func<Task<(T Result, string Summary)>> body)
    {
        Tell(new StepStarted(step));
        var started = time.GetTimestamp();
        using var span = SakerTrace.Source.StartActivity($"pipeline {step.ToString().ToLowerInvariant()}");
        span?.SetTag("saker.run.id", run.Id.Value);
        (T Result, string Summary) done;
        try
        {
            done = await body();
        }
        catch (Exception exception)
        {
            span.Fail(exception, RequestOutcomes.Of(exception).Word());
            throw;
        }
        var (result, summary) = done;
        Tell(new StepFinished(step, summary, time.GetElapsedTime(started)));
        return result;
    }

    /// <summary>Tells those who watch; fits tell on their own threads, so it is one at a time.</summary>
    public void Tell(PipelineEvent told)
    {
        lock (_telling)
            progress?.Report(told);
    }

    public void Warn(IEnumerable<string> messages)
    {
        foreach (var message in messages)
            Tell(new PipelineWarning(message));
    }

    public Task<Run> StartCandidateAsync(string name, CancellationToken cancellationToken) => experiments.StartRunAsync(run.ExperimentId, name, run.Id, cancellationToken);

    /// <summary>Opens a log of what trainers tell round by round.</summary>
    public RoundLog OpenRounds(CancellationToken cancellationToken) => new(experiments, time, message => Tell(new PipelineWarning(message)), cancellationToken);

    public Task EndAsync(Run ended, RunStatus status, CancellationToken cancellationToken) => experiments.EndRunAsync(ended.Id, status, cancellationToken);

    public Task LogAsync(Run to, CancellationToken cancellationToken, IReadOnlyDictionary<string, string>? parameters = null, IReadOnlyDictionary<string, double>? metrics = null, IReadOnlyDictionary<string, string>? tags = null) =>
        experiments.LogAsync(to.Id, new RunEntries
        {
            Parameters = parameters ?? new Dictionary<string, string>(),
            Metrics = [.. (metrics ?? new Dictionary<string, double>()).Select(pair => new Metric(pair.Key, pair.Value, 0, time.GetUtcNow()))],
            Tags = tags ?? new Dictionary<string, string>(),
        }, cancellationToken);

    public Task LogFoldAsync(Run candidate, int fold, string score, double value, CancellationToken cancellationToken) =>
        experiments.LogAsync(candidate.Id, new RunEntries { Metrics = [new Metric($"cv.{score}.fold", value, fold, time.GetUtcNow())] }, cancellationToken);

    /// <summary>Ends the pipeline's run after a failure, with the reason.</summary>
    public Task FailAsync(Exception failure) => FailAsync(run, failure, failure.Message);

    /// <summary>Ends a run after a failure, with the reason; a failure to record it must not hide the first one.</summary>
    public async Task FailAsync(Run ended, Exception failure, string reason)
    {
        var status = failure is OperationCanceledException ? RunStatus.Killed : RunStatus.Failed;
        try
        {
            await LogAsync(ended, CancellationToken.None, tags: new Dictionary<string, string> { ["saker.failure"] = reason });
            await EndAsync(ended, status, CancellationToken.None);
        }
        catch (SakerException exception)
        {
            Tell(new PipelineWarning($"The failure could not be recorded: {exception.Message}"));
        }
    }
}

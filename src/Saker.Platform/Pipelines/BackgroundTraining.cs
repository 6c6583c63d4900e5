using Microsoft.Extensions.Logging;
using Saker.Data;
using Saker.Platform.Experiments;
using Saker.Platform.Registry;

namespace Saker.Platform.Pipelines;

/// <summary>
/// Runs pipelines for callers that do not wait: the run's record tells how it went. At most <see cref="MaxCount"/> at a time;
/// disposing cancels what is under way and waits for it. Thread-safe.
/// </summary>
public sealed partial class BackgroundTraining(PipelineRunner runner, ILogger<BackgroundTraining> logger) : IAsyncDisposable
{
    /// <summary>How many pipelines run at once; a fit already uses every core.</summary>
    public const int MaxCount = 1;

    private readonly Lock _lock = new();
    private readonly CancellationTokenSource _stop = new();
    private readonly HashSet<Task> _running = [];

    /// <summary>Starts a pipeline and gives its run as soon as it is recorded.</summary>
    /// <param name="pipeline">What to do.</param>
    /// <param name="by">Who starts it; null for the user of this process.</param>
    /// <param name="cancellationToken">Gives up waiting for the record; the run goes on.</param>
    /// <exception cref="SakerException">As many run already (limit exceeded), or the run could not be recorded.</exception>
    public async Task<RunId> StartAsync(Pipeline pipeline, Actor? by, CancellationToken cancellationToken)
    {
        var started = new Started();
        lock (_lock)
        {
            ObjectDisposedException.ThrowIf(_stop.IsCancellationRequested, this);
            if (_running.Count >= MaxCount)
                throw new SakerException(ErrorKind.LimitExceeded, "Another pipeline is running; try again when its run has ended. GET /api/runs tells.");
            var running = Task.Run(() => RunAsync(pipeline, by, started), CancellationToken.None);
            _running.Add(running);
            _ = running.ContinueWith(Forget, CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
        }
        return await started.Task.WaitAsync(cancellationToken);
    }

    public async ValueTask DisposeAsync()
    {
        Task[] running;
        lock (_lock)
        {
            _stop.Cancel();
            running = [.. _running];
        }
        await Task.WhenAll(running);
        _stop.Dispose();
    }

    private async Task RunAsync(Pipeline pipeline, Actor? by, Started started)
    {
        try
        {
            var result = await runner.RunAsync(pipeline, by, started, _stop.Token);
            LogFinished(pipeline.Name, result.Run.Value);
        }
        catch (OperationCanceledException)
        {
            started.Fail(new SakerException(ErrorKind.Unavailable, "The server is stopping."));
        }
        catch (Exception exception)
        {
            // Without a record the caller hears of it; with one, the run holds the reason.
            started.Fail(exception);
            LogFailed(exception, pipeline.Name);
        }
    }

    private void Forget(Task ended)
    {
        lock (_lock)
            _running.Remove(ended);
    }

    [LoggerMessage(1201, LogLevel.Information, "Pipeline {Pipeline} finished as run {Run}")]
    private partial void LogFinished(string pipeline, string run);

    [LoggerMessage(1202, LogLevel.Warning, "Pipeline {Pipeline} failed")]
    private partial void LogFailed(Exception exception, string pipeline);

    private sealed class Started : IProgress<PipelineEvent>
    {
        private readonly TaskCompletionSource<RunId> _run = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public Task<RunId> Task => _run.Task;

        public void Fail(Exception exception) => _run.TrySetException(exception);

        public void Report(PipelineEvent value)
        {
            if (value is RunStarted started)
                _run.TrySetResult(started.Run);
        }
    }
}

using Microsoft.Extensions.Logging;
using Saker.Data;

namespace Saker.Platform.Jobs;

/// <summary>Runs the recurring jobs of this process when they are due and nobody else runs them. Jobs run beside each other, none beside itself.</summary>
internal sealed partial class JobRunner
{
    private readonly IReadOnlyList<IRecurringJob> _jobs;
    private readonly SqlJobStore _store;
    private readonly LeaseKeeper _leases;
    private readonly JobOptions _options;
    private readonly ILogger<JobRunner> _logger;

    // By the job's name.
    private readonly KeyedTasks _running;

    /// <exception cref="SakerException">The options are not possible, or jobs are: two of one name, or one without an interval.</exception>
    public JobRunner(IEnumerable<IRecurringJob> jobs, SqlJobStore store, LeaseKeeper leases, JobOptions options, TimeProvider time, ILogger<JobRunner> logger)
    {
        (_jobs, _store, _leases, _options, _running, _logger) = ([.. jobs], store, leases, options, new KeyedTasks(time), logger);
        options.Validate();
        var problems = _jobs.Where(job => job.Interval < TimeSpan.FromMilliseconds(1)).Select(job => new Problem(job.Name, $"comes back every {job.Interval}; give it a millisecond at least."))
            .Concat(_jobs.GroupBy(job => job.Name, StringComparer.Ordinal).Where(same => same.Count() > 1).Select(same => new Problem(same.Key, "is the name of several jobs; give each its own.")))
            .ToList();
        if (problems.Count > 0)
            throw new SakerException(ErrorKind.Internal, "The recurring jobs cannot be run.", problems);
    }

    /// <summary>Looks for what is due until cancelled, then waits for what runs.</summary>
    public Task RunAsync(CancellationToken cancellationToken) => _running.RunAsync(TickAsync, _options.PollInterval, LogNotLooked, cancellationToken);

    /// <summary>Begins what is due; not for use by several at once.</summary>
    /// <returns>The runs that were begun; they do not fail.</returns>
    public async Task<IReadOnlyList<Task>> TickAsync(CancellationToken cancellationToken)
    {
        _running.Sweep();
        List<Task> begun = [];
        foreach (var job in await _store.ListDueAsync([.. _jobs.Where(job => !_running.IsRunning(job.Name))], cancellationToken))
            if (await _store.TryBeginAsync(job.Name, job.Interval, cancellationToken) is { } turn)
                begun.Add(_running.Begin(job.Name, () => RunAsync(job, turn, cancellationToken)));
        return begun;
    }

    private async Task RunAsync(IRecurringJob job, JobTurn turn, CancellationToken cancellationToken)
    {
        var (outcome, error) = await WorkAsync(job, turn, cancellationToken);
        try
        {
            if (!await _store.EndAsync(turn, job.Interval, outcome, error, CancellationToken.None))
                LogTakenOver(job.Name);
        }
        catch (Exception exception)
        {
            // The lease runs out by itself, and the run counts as lost then.
            LogNotEnded(exception, job.Name);
        }
    }

    private async Task<(JobOutcome Outcome, string? Error)> WorkAsync(IRecurringJob job, JobTurn turn, CancellationToken cancellationToken)
    {
        try
        {
            await _leases.RunAsync(turn.Lease, token => job.RunAsync(turn.At, token), cancellationToken);
            LogRan(job.Name);
            return (JobOutcome.Succeeded, null);
        }
        catch (Exception exception) when (cancellationToken.IsCancellationRequested && exception is OperationCanceledException)
        {
            return (JobOutcome.Stopped, null);
        }
        catch (Exception exception)
        {
            LogFailed(exception, job.Name);
            return (JobOutcome.Failed, exception.Message);
        }
    }

    [LoggerMessage(2602, LogLevel.Debug, "Job {Job} ran")]
    private partial void LogRan(string job);

    [LoggerMessage(2603, LogLevel.Warning, "Job {Job} failed; it is tried again later")]
    private partial void LogFailed(Exception exception, string job);

    [LoggerMessage(2604, LogLevel.Warning, "Job {Job} ended after another process had taken it over")]
    private partial void LogTakenOver(string job);

    [LoggerMessage(2605, LogLevel.Warning, "The end of job {Job} could not be noted")]
    private partial void LogNotEnded(Exception exception, string job);

    [LoggerMessage(2606, LogLevel.Warning, "What is due could not be looked up; it is tried again")]
    private partial void LogNotLooked(Exception exception);
}

using System.Collections.Concurrent;
using System.Globalization;
using System.Text.Json;
using Microsoft.Extensions.Logging;
using Saker.Data;
using Saker.Platform.Datasets;
using Saker.Platform.Monitoring.Signals;
using Saker.Platform.Pipelines;
using Saker.Platform.Pipelines.Policies;
using Saker.Platform.Registry;
using Saker.Platform.Serving;

namespace Saker.Platform.Retraining;

/// <summary>Looks whether what policies wait for has come, and asks for attempts. Thread-safe.</summary>
internal sealed partial class TriggerWatch(
    SqlRetrainingStore store, IRetrainingPolicyStore policies, IEndpointStore endpoints, SignalReader signals, IRegistryStore registry, IDatasetStore datasets, PipelineArchive archive,
    FreshRows rows, RetrainingOptions options, ILogger<TriggerWatch> logger)
{
    private readonly ConcurrentDictionary<string, DateTimeOffset> _countedAt = new(StringComparer.Ordinal);

    /// <summary>Looks once. What is wrong with one endpoint keeps no other from being looked at.</summary>
    public async Task RunAsync(DateTimeOffset now, CancellationToken cancellationToken)
    {
        var all = await policies.ListAsync(cancellationToken);
        var measured = all.Any(set => set.Policy.Drift is not null || set.Policy.Decay is not null) ? await signals.ReadAsync(now, cancellationToken) : [];
        foreach (var set in all)
        {
            try
            {
                if (await endpoints.FindAsync(set.Endpoint, cancellationToken) is { } endpoint && await FindAsync(set, endpoint, measured, now, cancellationToken) is { } fired)
                    await RequestAsync(set, fired, cancellationToken);
            }
            catch (SakerException exception)
            {
                LogNotLooked(exception, set.Endpoint);
            }
        }
    }

    private async Task<FiredTrigger?> FindAsync(SetPolicy set, Endpoint endpoint, IReadOnlyList<Signal> measured, DateTimeOffset now, CancellationToken cancellationToken)
    {
        if (set.Policy.Schedule is { } schedule)
        {
            var had = (await store.FindNewestAsync(endpoint.Name, RetrainingCause.Schedule, cancellationToken))?.ScheduledAt ?? set.CountedFrom;
            if (schedule.Last(set.CountedFrom, had, now) is { } time)
                return new FiredTrigger(RetrainingCause.Schedule, $"The schedule said so, {schedule}.", new Dictionary<string, object?> { ["schedule"] = schedule.ToString(), ["time"] = time.UtcDateTime.ToString("O", CultureInfo.InvariantCulture) }) { ScheduledAt = time };
        }
        var newest = await store.ListAsync(endpoint.Name, 1, cancellationToken);
        if (SignalTriggers.Find(set.Policy, endpoint, newest.Count > 0 ? newest[0].RequestedAt : null, measured) is { } signal)
            return signal;
        return set.Policy.NewRows is { } least ? await FindRowsAsync(set, endpoint, least, now, cancellationToken) : null;
    }

    private async Task<FiredTrigger?> FindRowsAsync(SetPolicy set, Endpoint endpoint, long least, DateTimeOffset now, CancellationToken cancellationToken)
    {
        if (await store.FindHoldAsync(Wanted(set, RetrainingCause.NewRows), cancellationToken) is { Hold: not null })
            return null;
        // A source may be large, and to count it is to read it.
        if (set.Policy.Data.Kind == FreshDataKind.Source && _countedAt.TryGetValue(endpoint.Name, out var counted) && now - counted < options.CountInterval)
            return null;
        _countedAt[endpoint.Name] = now;
        var version = await registry.ResolveAsync($"{endpoint.Model}/{endpoint.Version}", cancellationToken);
        if (set.Policy.Data.Kind == FreshDataKind.Outcomes)
        {
            var last = await store.FindNewestAsync(endpoint.Name, RetrainingCause.NewRows, cancellationToken);
            var taken = last?.RequestedAt > version.CreatedAt ? RowsOf(last) : 0;
            return Fire(await rows.CountOutcomesAsync(endpoint.Name, version, cancellationToken) - taken, taken, least);
        }
        var dataset = version.Dataset is { } reference ? await datasets.FindAsync(DatasetReference.Parse(reference), cancellationToken) : null;
        if (dataset is null)
            return null;
        // Rows that an attempt had, even one that came to nothing, are not new.
        var had = Math.Max(dataset.RowCount, RowsOf(await store.FindNewestAsync(endpoint.Name, RetrainingCause.NewRows, cancellationToken)));
        var count = await rows.CountNewAsync(set.Policy.Data, await archive.GetAsync(version, cancellationToken), had, cancellationToken);
        return Fire(count, had, least);
    }

    private static FiredTrigger? Fire(long count, long had, long least) => count < least ? null : new FiredTrigger(
        RetrainingCause.NewRows, string.Create(CultureInfo.InvariantCulture, $"There are {count} new rows, {least} are enough."), new Dictionary<string, object?> { ["new"] = count, ["rows"] = had + count, ["least"] = least });

    private async Task RequestAsync(SetPolicy set, FiredTrigger fired, CancellationToken cancellationToken)
    {
        var answer = await store.RequestAsync(Wanted(set, fired.Cause) with { Reason = fired.Reason, Evidence = fired.EvidenceJson, ScheduledAt = fired.ScheduledAt }, cancellationToken);
        if (answer.Hold is { } hold)
            LogHeld(set.Endpoint, fired.Reason, hold);
    }

    public static NewAttempt Wanted(SetPolicy set, RetrainingCause cause) => new()
    {
        Endpoint = set.Endpoint,
        Cause = cause,
        Reason = "",
        By = Proposer.Machine.Name,
        MaxPerDay = set.Policy.MaxPerDay,
        CoolDown = set.Policy.CoolDown,
    };

    private static long RowsOf(RetrainingAttempt? attempt)
    {
        if (attempt is null)
            return 0;
        using var evidence = JsonDocument.Parse(attempt.Evidence);
        return evidence.RootElement.TryGetProperty("rows", out var rows) ? rows.GetInt64() : 0;
    }

    [LoggerMessage(2620, LogLevel.Warning, "Whether the model of endpoint {Endpoint} is to be trained again cannot be told")]
    private partial void LogNotLooked(Exception exception, string endpoint);

    [LoggerMessage(2621, LogLevel.Debug, "Endpoint {Endpoint}: {Reason} It is not trained again now: {Hold}")]
    private partial void LogHeld(string endpoint, string reason, string hold);
}

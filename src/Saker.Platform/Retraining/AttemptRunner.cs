using Microsoft.Extensions.Logging;
using Saker.Data;
using Saker.Platform.Experiments;
using Saker.Platform.Jobs;
using Saker.Platform.Pipelines;
using Saker.Platform.Pipelines.Policies;
using Saker.Platform.Registry;
using Saker.Platform.Serving;

namespace Saker.Platform.Retraining;

/// <summary>Carries attempts out: reads fresh rows, runs the version's own pipeline, and has what passes proposed. One process at a time carries out an endpoint's.</summary>
internal sealed partial class AttemptRunner(
    SqlRetrainingStore store, LeaseKeeper leases, IEndpointStore endpoints, IRegistryStore registry, IRetrainingPolicyStore policies, PipelineArchive archive, FreshRows rows,
    PipelineRunner runner, Proposer proposer, RetrainingOptions options, TimeProvider time, ILogger<AttemptRunner> logger)
{
    /// <summary>Carries out an attempt, if it is open and nobody else does.</summary>
    /// <returns>Whether it was carried out here, with whatever result.</returns>
    /// <exception cref="OperationCanceledException">The process stops; the attempt waits again.</exception>
    public async Task<bool> TryRunAsync(string id, CancellationToken cancellationToken)
    {
        if (await store.TryBeginAsync(id, cancellationToken) is not { } begun)
            return false;
        await RunAsync(begun, cancellationToken);
        return true;
    }

    /// <summary>Carries out an attempt that this process has begun, and ends it with whatever result.</summary>
    /// <exception cref="OperationCanceledException">The process stops; the attempt waits again.</exception>
    public async Task RunAsync(BegunAttempt begun, CancellationToken cancellationToken)
    {
        using var late = new CancellationTokenSource(options.MaxDuration, time);
        using var end = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, late.Token);
        try
        {
            LogBegun(begun.Attempt.Endpoint, begun.Attempt.Id, begun.Attempt.Reason);
            await leases.RunAsync(begun.Lease, token => CarryOutAsync(begun, token), end.Token);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            await store.PutBackAsync(begun);
            throw;
        }
        catch (OperationCanceledException) when (late.IsCancellationRequested)
        {
            await FailAsync(begun, new SakerException(ErrorKind.LimitExceeded, $"The attempt took longer than {options.MaxDuration}, which is as long as one may take."));
        }
        catch (Exception exception)
        {
            await FailAsync(begun, exception);
        }
    }

    private async Task CarryOutAsync(BegunAttempt begun, CancellationToken cancellationToken)
    {
        var name = begun.Attempt.Endpoint;
        var endpoint = await endpoints.FindAsync(name, cancellationToken) ?? throw new SakerException(ErrorKind.NotFound, $"There is no endpoint '{name}' any more.", "endpoint");
        // One that was cut short after it had registered a version stays with what it trained again then.
        var parent = await registry.ResolveAsync((begun.Attempt.Version is null ? null : begun.Attempt.Base?.ToString()) ?? $"{endpoint.Model}/{endpoint.Version}", cancellationToken);
        var pipeline = await archive.GetAsync(parent, cancellationToken);
        var policy = (await policies.FindAsync(name, cancellationToken))?.Policy ?? new RetrainingPolicy();
        var alias = Proposer.AliasOf(policy, endpoint, pipeline);
        if (begun.Attempt.Version is null && await TrainAsync(begun, parent, pipeline, policy, cancellationToken) is not { } version)
            return;
        var done = await proposer.RunAsync(begun with { Attempt = (await store.FindAsync(begun.Attempt.Id, cancellationToken))! }, policy, endpoint, alias, pipeline, cancellationToken);
        LogProposed(name, done.VersionReference!, done.State);
    }

    /// <returns>The new version; null when there is none, and the attempt has ended.</returns>
    private async Task<ModelVersion?> TrainAsync(BegunAttempt begun, ModelVersion parent, Pipeline pipeline, RetrainingPolicy policy, CancellationToken cancellationToken)
    {
        var attempt = begun.Attempt;
        await store.SetBaseAsync(begun, new ParentVersion(parent.Model, parent.Version), cancellationToken);
        if (pipeline.Register is not { } register)
            throw new SakerException(ErrorKind.Conflict, $"The pipeline of {parent.Reference} registers no model.", "register");
        using var fresh = await rows.OpenAsync(policy.Data, attempt.Endpoint, parent, pipeline, cancellationToken);
        // It comes to the endpoint by the alias, if at all; how the endpoint serves is not the retraining's to change.
        var again = pipeline with { Source = fresh.Source, Privacy = fresh.IsProtected ? pipeline.Privacy?.Done() : pipeline.Privacy, Register = register with { Model = parent.Model, Alias = Proposer.ChallengerAlias }, Endpoint = null, EndpointSettings = null, Rollout = null, Monitor = null, Retrain = null };
        var result = await runner.RunAsync(again, Proposer.Machine, OccasionOf(begun, parent, cancellationToken), progress: null, cancellationToken);
        if (result.Version is { } version)
            return version;
        var failed = result.Gates is { Passed: false } gates ? $"The model did not pass {string.Join(", ", gates.Failed)}." : null;
        await store.EndAsync(begun, failed is null ? RetrainingState.Unchanged : RetrainingState.Refused, new AttemptEnd { Error = failed ?? $"The rows gave {parent.Reference} again, file for file." }, cancellationToken);
        LogNothing(attempt.Endpoint, failed ?? "the same model");
        return null;
    }

    private PipelineOccasion OccasionOf(BegunAttempt begun, ModelVersion parent, CancellationToken cancellationToken) => new()
    {
        Tags = new Dictionary<string, string>
        {
            [VersionLineage.ReasonTag] = begun.Attempt.Reason,
            ["saker.retraining.attempt"] = begun.Attempt.Id,
            ["saker.retraining.endpoint"] = begun.Attempt.Endpoint,
            ["saker.retraining.cause"] = Serving.Settings.EnumText.Write(begun.Attempt.Cause),
            ["saker.retraining.evidence"] = begun.Attempt.Evidence,
            ["saker.retraining.from"] = parent.Reference,
            ["saker.retraining.from_run"] = parent.Run?.Value ?? "",
        },
        Reason = $"Trained again from {parent.Reference}: {begun.Attempt.Reason}",
        Parent = new ParentVersion(parent.Model, parent.Version),
        ParentHash = parent.Hash ?? "",
        Begun = run => store.SetRunAsync(begun, run, cancellationToken),
        Registering = (session, version) => store.SetVersionAsync(session, begun, version),
    };

    private async Task FailAsync(BegunAttempt begun, Exception exception)
    {
        LogFailed(exception, begun.Attempt.Endpoint, begun.Attempt.Id);
        try
        {
            await store.EndAsync(begun, RetrainingState.Failed, new AttemptEnd { Error = exception.Message }, CancellationToken.None);
        }
        catch (SakerException taken) when (taken.Kind == ErrorKind.Conflict)
        {
            // Whoever took over writes what becomes of it.
            LogTakenOver(begun.Attempt.Endpoint, begun.Attempt.Id);
        }
    }

    [LoggerMessage(2610, LogLevel.Information, "Endpoint {Endpoint}: attempt {Attempt} trains its model again: {Reason}")]
    private partial void LogBegun(string endpoint, string attempt, string reason);

    [LoggerMessage(2611, LogLevel.Information, "Endpoint {Endpoint}: {Version} is {State}")]
    private partial void LogProposed(string endpoint, string version, RetrainingState state);

    [LoggerMessage(2612, LogLevel.Information, "Endpoint {Endpoint}: retraining proposes nothing: {Reason}")]
    private partial void LogNothing(string endpoint, string reason);

    [LoggerMessage(2613, LogLevel.Warning, "Endpoint {Endpoint}: attempt {Attempt} to train its model again failed")]
    private partial void LogFailed(Exception exception, string endpoint, string attempt);

    [LoggerMessage(2614, LogLevel.Warning, "Endpoint {Endpoint}: attempt {Attempt} ended after another process had taken it over")]
    private partial void LogTakenOver(string endpoint, string attempt);
}

using Saker.Data;
using Saker.Platform.Pipelines;
using Saker.Platform.Pipelines.Policies;
using Saker.Platform.Registry;
using Saker.Platform.Serving;
using Saker.Platform.Storage;

namespace Saker.Platform.Retraining;

/// <summary>Trains the models of endpoints again: sets when that happens by itself, asks for it, and tells how it went. Thread-safe.</summary>
public sealed class Retrainer
{
    /// <summary>The most characters of a reason.</summary>
    public const int MaxReasonLength = 2_000;

    private static readonly TimeSpan s_look = TimeSpan.FromMilliseconds(500);

    private readonly SqlRetrainingStore _store;
    private readonly IRetrainingPolicyStore _policies;
    private readonly IEndpointStore _endpoints;
    private readonly IRegistryStore _registry;
    private readonly PipelineArchive _archive;
    private readonly AttemptRunner _runner;
    private readonly RetrainingOptions _options;
    private readonly HomeOptions _home;
    private readonly TimeProvider _time;

    internal Retrainer(
        SqlRetrainingStore store, IRetrainingPolicyStore policies, IEndpointStore endpoints, IRegistryStore registry, PipelineArchive archive, AttemptRunner runner, RetrainingOptions options, HomeOptions home, TimeProvider time)
    {
        options.Validate();
        (_store, _policies, _endpoints, _registry, _archive, _runner, _options, _home, _time) = (store, policies, endpoints, registry, archive, runner, options, home, time);
    }

    /// <summary>Sets when an endpoint's model is trained again by itself.</summary>
    /// <exception cref="SakerException">
    /// The policy is not possible, or does not fit the pipeline of the version that serves: all that is wrong is told (invalid input). There is no
    /// such endpoint (not found), or how its version was trained is not known (conflict).
    /// </exception>
    public async Task<SetPolicy> SetPolicyAsync(string endpoint, RetrainingPolicy policy, Actor? by, CancellationToken cancellationToken)
    {
        var found = await GetEndpointAsync(endpoint, cancellationToken);
        var pipeline = await GetPipelineAsync(found, cancellationToken);
        if ((IReadOnlyList<Problem>)[.. RetrainingPolicyText.Check(policy, ""), .. PolicyCheck.Check(policy, pipeline)] is { Count: > 0 } problems)
            throw new SakerException(ErrorKind.InvalidInput, RetrainingPolicyText.Format.Refusal, problems);
        Proposer.AliasOf(policy, found, pipeline);
        return await _policies.SetAsync(endpoint, policy, by, cancellationToken);
    }

    /// <summary>Has the model trained again only when somebody asks; gives whether that is a change.</summary>
    /// <exception cref="SakerException">There is no such endpoint (not found).</exception>
    public async Task<bool> RemovePolicyAsync(string endpoint, CancellationToken cancellationToken)
    {
        await GetEndpointAsync(endpoint, cancellationToken);
        return await _policies.RemoveAsync(endpoint, cancellationToken);
    }

    /// <summary>The policy and the newest attempts.</summary>
    /// <param name="endpoint">The endpoint.</param>
    /// <param name="max">How many attempts at most, 1 to 1,000.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="SakerException">There is no such endpoint (not found).</exception>
    public async Task<EndpointRetraining> GetAsync(string endpoint, int max, CancellationToken cancellationToken) => await FindAsync(endpoint, max, cancellationToken) ?? throw Missing(endpoint);

    /// <summary>As <see cref="GetAsync"/>; null when there is no such endpoint.</summary>
    public async Task<EndpointRetraining?> FindAsync(string endpoint, int max, CancellationToken cancellationToken)
    {
        if (await _endpoints.FindAsync(endpoint, cancellationToken) is null)
            return null;
        var policy = await _policies.FindAsync(endpoint, cancellationToken);
        return new EndpointRetraining
        {
            Endpoint = endpoint,
            Policy = policy,
            NextAt = policy?.Policy.Schedule?.Next(policy.CountedFrom, _time.GetUtcNow()),
            Hold = policy is null ? null : (await _store.FindHoldAsync(TriggerWatch.Wanted(policy, RetrainingCause.Drift), cancellationToken)).Hold,
            Attempts = await _store.ListAsync(endpoint, max, cancellationToken),
        };
    }

    /// <summary>Asks for an attempt; a server that runs on the home carries it out, or <see cref="CompleteAsync"/> does.</summary>
    /// <param name="endpoint">The endpoint.</param>
    /// <param name="reason">Why, in the words of whoever asks; null for none.</param>
    /// <param name="by">Who asks; null for the user of this process.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="SakerException">
    /// There is no such endpoint (not found); how its version was trained is not known, or an attempt is under way (conflict); or there were as
    /// many attempts in 24 hours as may be (limit exceeded).
    /// </exception>
    public async Task<RetrainingAttempt> RequestAsync(string endpoint, string? reason, Actor? by, CancellationToken cancellationToken)
    {
        if (reason is { Length: > MaxReasonLength })
            throw new SakerException(ErrorKind.InvalidInput, $"The reason has {reason.Length} characters; at most {MaxReasonLength} are kept.", "reason");
        var found = await GetEndpointAsync(endpoint, cancellationToken);
        var pipeline = await GetPipelineAsync(found, cancellationToken);
        var policy = (await _policies.FindAsync(endpoint, cancellationToken))?.Policy;
        Proposer.AliasOf(policy ?? new RetrainingPolicy(), found, pipeline);
        await TidyAsync(endpoint, cancellationToken);
        var who = Actor.Of(by, _home).Name;
        var answer = await _store.RequestAsync(
            new NewAttempt
            {
                Endpoint = endpoint,
                Cause = RetrainingCause.Manual,
                Reason = string.IsNullOrWhiteSpace(reason) ? $"{who} asked for it." : $"{who} asked for it: {reason.Trim()}",
                By = who,
                MaxPerDay = policy?.MaxPerDay ?? _options.MaxPerDay,
            },
            cancellationToken);
        return answer.Attempt ?? throw new SakerException(answer.IsLimit ? ErrorKind.LimitExceeded : ErrorKind.Conflict, $"The model of endpoint '{endpoint}' is not trained again now. {answer.Hold}", "endpoint");
    }

    /// <summary>Carries an attempt out, or waits for whoever does.</summary>
    /// <exception cref="SakerException">There is no such attempt (not found).</exception>
    public async Task<RetrainingAttempt> CompleteAsync(string id, CancellationToken cancellationToken)
    {
        while (true)
        {
            var attempt = await _store.FindAsync(id, cancellationToken) ?? throw new SakerException(ErrorKind.NotFound, $"There is no attempt '{id}'.", "id");
            if (attempt.HasEnded)
                return attempt;
            if (!await _runner.TryRunAsync(id, cancellationToken))
                await Task.Delay(s_look, _time, cancellationToken);
        }
    }

    /// <summary>What a process that died left running is lost, or is brought to its end: without a server nobody else would do so, and it would be in the way for ever.</summary>
    private async Task TidyAsync(string endpoint, CancellationToken cancellationToken)
    {
        foreach (var attempt in await _store.ListOpenAsync(cancellationToken))
            if (attempt.Endpoint == endpoint && attempt.State == RetrainingState.Running)
                await _runner.TryRunAsync(attempt.Id, cancellationToken);
    }

    private async Task<Endpoint> GetEndpointAsync(string name, CancellationToken cancellationToken) => await _endpoints.FindAsync(name, cancellationToken) ?? throw Missing(name);

    private static SakerException Missing(string name) => new(ErrorKind.NotFound, $"There is no endpoint '{name}'. `saker endpoints` lists them.", "endpoint");

    private async Task<Pipeline> GetPipelineAsync(Endpoint endpoint, CancellationToken cancellationToken) =>
        await _archive.GetAsync(await _registry.ResolveAsync($"{endpoint.Model}/{endpoint.Version}", cancellationToken), cancellationToken);
}

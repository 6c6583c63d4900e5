using System.Text;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;
using Saker.Client;
using Saker.Data;
using Saker.Platform.Registry;
using Saker.Platform.Rollouts;
using Saker.Server.Http.Access;

namespace Saker.Server.Http;

/// <summary>What is asked of rollouts, from wire records: the same for the command line on a home and for a server.</summary>
public static class RolloutRequests
{
    /// <summary>The acts, as routes and commands call them.</summary>
    public static IReadOnlyList<string> Acts { get; } = ["promote", "hold", "resume", "rollback", "conclude", "cancel", "approve"];

    /// <summary>That versions are to come to an endpoint.</summary>
    /// <exception cref="SakerException">A version is unknown (not found), or something is missing or not possible, all of which is told (invalid input).</exception>
    public static async Task<RolloutRequest> ReadAsync(string endpoint, StartRolloutRequest request, IRegistryStore registry, RolloutDesk desk, Actor? by, CancellationToken cancellationToken)
    {
        var models = ModelsOf(request.Model, request.Models);
        return new RolloutRequest
        {
            Endpoint = endpoint,
            Candidates = await CandidatesAsync(models, registry, cancellationToken),
            Settings = await SettingsAsync(endpoint, request.Settings, desk, cancellationToken),
            Follows = models is [var only] ? ModelReference.Parse(only).Alias : null,
            Reason = string.IsNullOrWhiteSpace(request.Reason) ? null : request.Reason.Trim(),
            Override = request.Override,
            Retry = request.Retry,
            By = by,
        };
    }

    /// <summary>What the form of a page asks for.</summary>
    /// <exception cref="SakerException">A field is no setting (invalid input).</exception>
    internal static StartRolloutRequest Read(IFormCollection form)
    {
        var models = (form.Text("model") ?? "").Split([',', ' '], StringSplitOptions.RemoveEmptyEntries);
        return new StartRolloutRequest
        {
            Model = models.Length == 1 ? models[0] : null,
            Models = models.Length > 1 ? models : null,
            Settings = JsonNode.Parse(RolloutFields.Read(form.Select(field => KeyValuePair.Create(field.Key, field.Value.ToString()))).ToJson())!.AsObject(),
            Reason = form.Text("reason"),
            Retry = form.Text("retry"),
        };
    }

    /// <summary>The versions that are asked for.</summary>
    /// <exception cref="SakerException">None is, or one is empty, or they are named in both ways (invalid input).</exception>
    internal static IReadOnlyList<string> ModelsOf(string? model, IReadOnlyList<string>? several)
    {
        var problems = new ProblemList(2);
        if (model is not null && several is not null)
            problems.Add(null, "models", "stands beside model; give one of them: model for one version, models for several.");
        IReadOnlyList<string> models = several ?? (model is null ? [] : [model]);
        if (models.Count == 0 || models.Any(string.IsNullOrWhiteSpace))
            problems.Add(null, "model", "is missing or empty; give a model reference such as churn/3, churn@challenger or churn.");
        problems.ThrowIfAny("The rollout is not complete.");
        return models;
    }

    /// <summary>The versions that references name.</summary>
    /// <exception cref="SakerException">One is unknown (not found).</exception>
    internal static async Task<IReadOnlyList<RolloutCandidate>> CandidatesAsync(IReadOnlyList<string> models, IRegistryStore registry, CancellationToken cancellationToken)
    {
        var candidates = new List<RolloutCandidate>();
        foreach (var reference in models)
        {
            var version = await registry.ResolveAsync(reference, cancellationToken);
            candidates.Add(new RolloutCandidate(version.Model, version.Version));
        }
        return candidates;
    }

    /// <summary>The endpoint's policy with what is to be other than it; null when nothing is.</summary>
    /// <exception cref="SakerException">Some settings are not possible; all of them are named (invalid input).</exception>
    internal static async Task<RolloutSettings?> SettingsAsync(string endpoint, JsonObject? changes, RolloutDesk desk, CancellationToken cancellationToken)
    {
        var policy = (await desk.FindPolicyAsync(endpoint, cancellationToken))?.Settings;
        return changes is null ? policy : RolloutSettingsPatch.ReadJson(Encoding.UTF8.GetBytes(changes.ToJsonString())).Apply(policy ?? new RolloutSettings());
    }

    /// <summary>Acts upon a rollout.</summary>
    /// <param name="desk">Does it.</param>
    /// <param name="word">One of <see cref="Acts"/>.</param>
    /// <param name="id">The rollout.</param>
    /// <param name="request">What is said with it.</param>
    /// <param name="by">Who acts; null for the user of this process.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="SakerException">There is no such rollout (not found) or arm (invalid input), the act is not possible now (conflict), or the caller may not (forbidden).</exception>
    public static async Task<Rollout> ActAsync(this RolloutDesk desk, string word, string id, RolloutActRequest request, Actor? by, CancellationToken cancellationToken)
    {
        var act = new RolloutAct { Id = id, Reason = request.Reason, Revision = request.Revision, By = by };
        if (request.Arm is { } arm)
            act = act with { Arm = NumberOf(await desk.GetAsync(id, cancellationToken), arm) };
        // Otherwise it would be agreed to whatever is proposed in that moment.
        if (word == "approve" && act.Revision is null && await desk.GetAsync(id, cancellationToken) is { Proposal: { } proposal } waiting)
            throw new SakerException(ErrorKind.InvalidInput, $"Rollout {id} proposes to {RolloutWords.Of(proposal.Kind)}: {proposal.Reason} To agree, say the revision that you have seen, which is {waiting.Revision} now (--revision, or \"revision\").", "revision");
        return await (word switch
        {
            "promote" => desk.PromoteAsync(act, cancellationToken),
            "hold" => desk.HoldAsync(act, cancellationToken),
            "resume" => desk.ResumeAsync(act, cancellationToken),
            "rollback" => desk.RollBackAsync(act, cancellationToken),
            "conclude" => desk.ConcludeAsync(act, cancellationToken),
            "cancel" => desk.CancelAsync(act, cancellationToken),
            "approve" => desk.ApproveAsync(act, cancellationToken),
            _ => throw new ArgumentOutOfRangeException(nameof(word), word, "It is no act."),
        });
    }

    private static int NumberOf(Rollout rollout, string arm) => rollout.Arms.FirstOrDefault(one => one.Name == arm || one.Reference == arm)?.Number
        ?? throw new SakerException(ErrorKind.InvalidInput, $"Rollout {rollout.Id} has no arm '{arm}'; there are {string.Join(", ", rollout.Arms.Select(one => $"{one.Name} ({one.Reference})"))}.", "arm");
}

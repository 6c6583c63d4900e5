using Saker.Client;
using Saker.Data;
using Saker.Platform.Registry;
using Saker.Platform.Rollouts;
using Saker.Platform.Rollouts.Planning;

namespace Saker.Server.Http;

/// <summary>Plans and simulations of rollouts, from and as wire records.</summary>
public static class RolloutPlanWire
{
    /// <summary>Which effects a rollout is to see.</summary>
    /// <exception cref="SakerException">A setting or a duration is not possible (invalid input).</exception>
    public static async Task<PlanRequest> ReadAsync(string endpoint, RolloutPlanRequest request, RolloutDesk desk, CancellationToken cancellationToken)
    {
        var standard = new PlanRequest { Endpoint = endpoint };
        return new PlanRequest
        {
            Endpoint = endpoint,
            Settings = await RolloutRequests.SettingsAsync(endpoint, request.Settings, desk, cancellationToken),
            CandidateCount = request.Candidates ?? standard.CandidateCount,
            Factor = request.Factor ?? standard.Factor,
            LatencyFactor = request.LatencyFactor ?? standard.LatencyFactor,
            Shift = request.Shift ?? standard.Shift,
            ErrorDifference = request.ErrorDifference ?? standard.ErrorDifference,
            MetricDifferences = request.MetricDifferences ?? standard.MetricDifferences,
            Look = request.Look is { } look ? DurationText.Parse(look) ?? throw new SakerException(ErrorKind.InvalidInput, $"'{look}' is no duration; write one such as 7d or 12h.", "look") : standard.Look,
            RequestsPerSecond = request.RequestsPerSecond,
            ErrorRate = request.ErrorRate,
        };
    }

    /// <summary>Which rollout to try out.</summary>
    /// <exception cref="SakerException">A version is unknown (not found), or something is missing or not possible (invalid input).</exception>
    public static async Task<SimulationRequest> ReadAsync(string endpoint, SimulateRolloutRequest request, IRegistryStore registry, RolloutDesk desk, CancellationToken cancellationToken)
    {
        var standard = new SimulationRequest { Endpoint = endpoint, Candidates = [] };
        return standard with
        {
            Candidates = await RolloutRequests.CandidatesAsync(RolloutRequests.ModelsOf(request.Model, request.Models), registry, cancellationToken),
            Settings = await RolloutRequests.SettingsAsync(endpoint, request.Settings, desk, cancellationToken),
            From = request.From,
            To = request.To,
            MaxRequests = request.MaxRequests ?? standard.MaxRequests,
        };
    }

    /// <summary>A plan as servers tell it.</summary>
    public static RolloutPlanInfo ToInfo(this RolloutPlan plan) => new()
    {
        Endpoint = plan.Endpoint,
        Strategy = RolloutWords.Of(plan.Strategy),
        Traffic = new PlannedTrafficInfo
        {
            From = plan.Traffic.From,
            To = plan.Traffic.To,
            RequestCount = plan.Traffic.RequestCount,
            RequestsPerSecond = plan.Traffic.RequestsPerSecond,
            ErrorCount = plan.Traffic.ErrorCount,
            ErrorRate = plan.Traffic.ErrorRate,
            RefusalRate = plan.Traffic.RefusalRate,
            FallbackRate = plan.Traffic.FallbackRate,
            P50 = plan.Traffic.P50,
            P95 = plan.Traffic.P95,
            P99 = plan.Traffic.P99,
        },
        Steps = [.. plan.Steps.Select((step, i) => new PlannedStepInfo { Number = i + 1, Share = step.Share, Requests = step.Requests, DurationSeconds = step.Duration?.TotalSeconds })],
        DurationSeconds = plan.Duration?.TotalSeconds,
        Guards =
        [
            .. plan.Guards.Select(guard => new GuardPlanInfo
            {
                Guard = guard.Guard,
                Effect = guard.Effect,
                Risk = guard.Risk,
                MedianRequests = guard.MedianRequests,
                LikelyRequests = guard.LikelyRequests,
                MedianSeconds = guard.MedianTime?.TotalSeconds,
                LikelySeconds = guard.LikelyTime?.TotalSeconds,
                IsWithinRollout = guard.IsWithinRollout,
                Advice = guard.Advice,
            }),
        ],
        Notes = plan.Notes,
    };

    /// <summary>A simulation as servers tell it.</summary>
    public static RolloutSimulationInfo ToInfo(this RolloutSimulation simulation)
    {
        var look = new RolloutLook { Rollout = simulation.Rollout, At = simulation.To, Evidence = simulation.Reading };
        return new()
        {
            Endpoint = simulation.Endpoint,
            Strategy = RolloutWords.Of(simulation.Rollout.Strategy),
            State = RolloutWire.WordOf(simulation.Rollout.State),
            Arms = look.ToInfo().Arms,
            Decisions = [.. simulation.Decisions.Select(decision => new SimulatedDecisionInfo { Kind = RolloutWire.WordOf(decision.Kind), At = decision.At, Reason = decision.Reason, CandidateRequests = decision.CandidateRequests, Step = decision.Step + 1 })],
            Guards = [.. simulation.Reading.Verdicts.Select(verdict => RolloutWire.Guard(simulation.Rollout, verdict))],
            RequestCount = simulation.RequestCount,
            From = simulation.From,
            To = simulation.To,
            Weight = simulation.Weight,
            Notes = simulation.Notes,
        };
    }
}

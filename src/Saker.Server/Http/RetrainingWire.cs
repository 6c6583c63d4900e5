using System.Text.Json;
using Saker.Client;
using Saker.Platform.Pipelines.Policies;
using Saker.Platform.Retraining;

namespace Saker.Server.Http;

/// <summary>Retraining as wire records.</summary>
public static class RetrainingWire
{
    internal static RetrainingInfo ToInfo(this EndpointRetraining retraining) => new()
    {
        Endpoint = retraining.Endpoint,
        Policy = retraining.Policy is { } set ? JsonSerializer.Deserialize(RetrainingPolicyText.WriteJson(set.Policy), SakerJson.Default.RetrainingPolicyInfo) : null,
        Words = retraining.Policy?.Policy.Explain(),
        SetBy = retraining.Policy?.By,
        SetAt = retraining.Policy?.At,
        NextAt = retraining.NextAt,
        Hold = retraining.Hold,
        LastAttempt = retraining.Attempts.Count > 0 ? retraining.Attempts[0].ToInfo() : null,
    };

    /// <summary>An attempt as servers tell it.</summary>
    public static RetrainingAttemptInfo ToInfo(this RetrainingAttempt attempt)
    {
        using var evidence = JsonDocument.Parse(attempt.Evidence);
        return new()
        {
            Id = attempt.Id,
            Endpoint = attempt.Endpoint,
            Cause = Word(attempt.Cause),
            Reason = attempt.Reason,
            Evidence = evidence.RootElement.Clone(),
            ScheduledAt = attempt.ScheduledAt,
            RequestedBy = attempt.RequestedBy,
            RequestedAt = attempt.RequestedAt,
            State = Word(attempt.State),
            StartedAt = attempt.StartedAt,
            EndedAt = attempt.EndedAt,
            From = attempt.Base?.ToString(),
            RunId = attempt.Run?.Value,
            Version = attempt.VersionReference,
            Alias = attempt.Alias,
            RolloutId = attempt.RolloutId,
            RolloutState = attempt.RolloutState is { } rollout ? Word(rollout) : null,
            RequestId = attempt.RequestId,
            RequestState = attempt.RequestState is { } state ? Word(state) : null,
            Error = attempt.Error,
        };
    }

    private static string Word<T>(T value)
        where T : struct, Enum => JsonNamingPolicy.CamelCase.ConvertName(value.ToString());
}

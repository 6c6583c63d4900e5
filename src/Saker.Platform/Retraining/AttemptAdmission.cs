using Saker.Data;
using Saker.Platform.Registry;
using Saker.Platform.Rollouts;
using Saker.Platform.Storage;

namespace Saker.Platform.Retraining;

/// <summary>Whether an endpoint's model may be trained again now.</summary>
internal sealed class AttemptAdmission(Session session, RetrainingOptions options)
{
    private static readonly TimeSpan s_day = TimeSpan.FromHours(24);

    public async Task<RequestAnswer> JudgeAsync(NewAttempt wanted, DateTimeOffset now)
    {
        var attempts = (await session.QueryAsync<AttemptRow>($"{AttemptRow.Select} WHERE a.endpoint = @Endpoint ORDER BY a.id DESC LIMIT 1000", new { wanted.Endpoint })).Select(row => row.ToAttempt()).ToList();
        // What is trained could not come to the endpoint, and would be judged against a version that may not serve then.
        if (await RolloutRows.FindOpenAsync(session, wanted.Endpoint) is { } rollout && !rollout.Strategy.SwitchesAtOnce() && rollout.State != RolloutState.Waiting)
            return Hold($"Rollout {rollout.Id} is under way ({rollout.Describe()}).");
        if (attempts.Find(attempt => !attempt.HasEnded) is { } open)
            return Hold(open.State == RetrainingState.Waiting ? $"Attempt {open.Id} waits for a server to take it up." : $"Attempt {open.Id} is under way.");
        if (wanted.ScheduledAt is { } time && attempts.Exists(attempt => attempt.ScheduledAt == time))
            return Hold($"The time {Text(time)} was had.");
        // Any 24 hours, not the days of some calendar: no border lets twice as many through.
        var recent = attempts.Where(attempt => attempt.RequestedAt > now - s_day).ToList();
        if (recent.Count >= wanted.MaxPerDay)
            return Hold($"{(recent.Count == 1 ? "There was 1 attempt" : $"There were {recent.Count} attempts")} in the last 24 hours, and at most {wanted.MaxPerDay} {(wanted.MaxPerDay == 1 ? "is" : "are")} allowed; the next may be at {Text(recent[wanted.MaxPerDay - 1].RequestedAt + s_day)}.") with { IsLimit = true };
        if (wanted.IsManual || attempts.Count == 0)
            return new RequestAnswer(null, null);
        return Hold(FindDelay(attempts, now) ?? (wanted.IsMeasured ? FindPatience(wanted, attempts, now) : null));
    }

    /// <summary>How many of the newest attempts that have ended failed or were lost, one after the other.</summary>
    public static int CountFailures(IEnumerable<RetrainingAttempt> newestFirst) =>
        newestFirst.Where(attempt => attempt.HasEnded).TakeWhile(attempt => attempt.State is RetrainingState.Failed or RetrainingState.Lost).Count();

    private string? FindDelay(List<RetrainingAttempt> attempts, DateTimeOffset now)
    {
        var failures = CountFailures(attempts);
        return failures > 0 && attempts[0].EndedAt + options.DelayAfter(failures) is { } next && next > now
            ? $"The last attempt {(attempts[0].State == RetrainingState.Lost ? "was lost" : "failed")}; the next comes by itself from {Text(next)} on."
            : null;
    }

    private static string? FindPatience(NewAttempt wanted, List<RetrainingAttempt> attempts, DateTimeOffset now)
    {
        if (attempts.Find(attempt => attempt.RequestState == MoveRequestState.Waiting || attempt.RolloutState == RolloutState.Waiting) is { } proposed)
            return $"{proposed.VersionReference} of attempt {proposed.Id} waits for approval.";
        if (attempts.Find(attempt => attempt.RolloutState?.HasEnded() == false) is { } rolling)
            return $"{rolling.VersionReference} of attempt {rolling.Id} is on its way to the endpoint: rollout {rolling.RolloutId} is {RolloutWords.Of(rolling.RolloutState!.Value)}.";
        var next = attempts[0].RequestedAt + wanted.CoolDown;
        return next > now ? $"The last attempt was at {Text(attempts[0].RequestedAt)}; what is measured brings no other within {DurationText.Write(wanted.CoolDown)}." : null;
    }

    private static RequestAnswer Hold(string? reason) => new(null, reason);

    private static string Text(DateTimeOffset time) => time.UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss", System.Globalization.CultureInfo.InvariantCulture) + "Z";
}

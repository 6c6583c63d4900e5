using Saker.Client;
using Saker.Platform.Pipelines.Policies;
using Spectre.Console;

namespace Saker.Cli.Output;

/// <summary>Policies and attempts of retraining, for people and for programs.</summary>
internal static class RetrainingOutput
{
    /// <summary>What became of an attempt, and what is to be done about it.</summary>
    public static string Say(RetrainingAttemptInfo attempt) => attempt.State switch
    {
        "waiting" => $"attempt {attempt.Id} waits for a server (saker up); --wait trains here",
        "running" => $"attempt {attempt.Id} is under way",
        "proposed" when attempt.RolloutId is { } rollout => $"{attempt.Version} is trained from {attempt.From} and waits for approval to come to {attempt.Endpoint}: saker rollouts approve {rollout}",
        "proposed" => $"{attempt.Version} is trained from {attempt.From} and waits for approval to become @{attempt.Alias}: saker models approve {attempt.RequestId}",
        "promoted" when attempt.RolloutId is { } rollout => $"{attempt.Version} is trained from {attempt.From} and comes to {attempt.Endpoint}: rollout {rollout}",
        "promoted" => $"{attempt.Version} is trained from {attempt.From} and is @{attempt.Alias} now",
        _ => $"{attempt.State}: {attempt.Error}",
    };

    public static void Write(IAnsiConsole console, IReadOnlyList<RetrainingAttemptInfo> attempts)
    {
        if (attempts.Count == 0)
        {
            console.WriteLine("There was none yet.");
            return;
        }
        var table = CliOutput.Table("asked at", "cause", "reason", "state", "version", "");
        foreach (var attempt in attempts)
        {
            string[] cells = [Show.Time(attempt.RequestedAt), attempt.Cause, attempt.Reason, attempt.State, attempt.Version ?? "-", Fate(attempt)];
            table.AddRow(cells.Select(cell => new Text(cell)));
        }
        console.Write(table);
    }

    private static string Fate(RetrainingAttemptInfo attempt) => attempt switch
    {
        { RolloutState: { } rollout } => $"rollout {attempt.RolloutId} is {rollout}",
        { RequestState: { } request } => $"request {attempt.RequestId} is {request}",
        _ => attempt.Error ?? "",
    };

    public static void Write(IAnsiConsole console, string endpoint, RetrainingPolicy policy)
    {
        foreach (var line in policy.Explain())
            console.Profile.Out.Writer.WriteLine($"{endpoint}: {line}");
    }
}

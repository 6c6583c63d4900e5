using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Saker.Client;
using Saker.Platform.Rollouts;
using Spectre.Console;

namespace Saker.Cli.Output;

/// <summary>Rollouts for people.</summary>
internal static class RolloutOutput
{
    // What explains why it waits, and what it splits by; --json has all.
    private static readonly string[] s_told = ["steps", "weights", "key", "metric", "minTime", "minRequests", "maxDuration", "maxWarmUp", "decide", "approval", "shield", "risk"];

    // Who switches at once compares nothing.
    private static readonly string[] s_toldOfSwitches = ["approval", "maxWarmUp", "keepWarm"];

    // Of a list, in which each rollout is to have a line of its own.
    private const int MaxWords = 80;

    public static void Write(IAnsiConsole console, IReadOnlyList<RolloutInfo> rollouts)
    {
        if (rollouts.Count == 0)
        {
            console.WriteLine("There is none.");
            return;
        }
        var table = CliOutput.Table("rollout", "endpoint", "strategy", "state", "control", "candidate", "#share", "step", "asked for", "what");
        foreach (var rollout in rollouts)
        {
            string[] cells =
            [
                rollout.Id, rollout.Endpoint, rollout.Strategy, rollout.State, Control(rollout)?.Version ?? "-", string.Join(' ', Candidates(rollout).Select(arm => arm.Version)), RolloutNumbers.Percent(Candidates(rollout).Sum(arm => arm.Share)),
                rollout.Step is { Count: > 1 } step ? string.Create(CultureInfo.InvariantCulture, $"{step.Number} of {step.Count}") : "-", Show.Time(rollout.CreatedAt), Shorten(rollout.Words),
            ];
            table.AddRow(cells.Select(cell => new Text(cell)));
        }
        console.Write(table);
    }

    public static void Write(IAnsiConsole console, RolloutInfo rollout)
    {
        // Not through the console, which breaks long lines.
        var to = console.Profile.Out.Writer;
        to.WriteLine(Say(rollout));
        to.WriteLine($"rollout {rollout.Id}, revision {rollout.Revision.ToString(CultureInfo.InvariantCulture)}, asked for by {rollout.CreatedBy} at {Show.Time(rollout.CreatedAt)}{(rollout.Reason is { } reason ? $": {reason}" : "")}");
        if (rollout.Settings is { } settings)
            to.WriteLine($"with {string.Join(", ", settings.Where(setting => IsTold(setting.Key, rollout.Strategy) && setting.Value is not null).Select(setting => $"{JsonNamingPolicy.SnakeCaseLower.ConvertName(setting.Key)} {Text(setting.Value!)}"))}");
        if (rollout.Proposal is { } proposal)
            to.WriteLine($"It proposes to {proposal.Kind.Replace('-', ' ')}: {proposal.Reason} To agree: saker rollouts approve {rollout.Endpoint} --revision {rollout.Revision.ToString(CultureInfo.InvariantCulture)}");
        WriteArms(console, rollout);
        if (rollout.Comparisons is { } comparisons)
            WriteRewards(console, rollout, comparisons);
        if (rollout.DroppedCopies is { } dropped and > 0)
            to.WriteLine($"{Show.Count(dropped)} copies of requests were dropped because too many waited.");
        if (rollout.Guards is { Count: > 0 } guards)
            WriteGuards(console, guards);
        if (rollout.Decisions is { Count: > 0 } decisions)
            WriteDecisions(to, decisions);
    }

    /// <summary>How it stands, in a line.</summary>
    public static string Say(RolloutInfo rollout)
    {
        var candidates = string.Join(" and ", Candidates(rollout).Select(arm => arm.Version));
        var control = Control(rollout) is { } arm ? $" beside {arm.Version}" : "";
        var several = Candidates(rollout).Count() > 1;
        var share = rollout.Step is { } step ? $" at {(several ? string.Join(" and ", Candidates(rollout).Select(arm => RolloutNumbers.Percent(arm.Share))) : RolloutNumbers.Percent(step.Share))}{(step.Count > 1 ? string.Create(CultureInfo.InvariantCulture, $", step {step.Number} of {step.Count}") : "")}" : "";
        return $"{rollout.Endpoint}: {rollout.Strategy} of {candidates}{control} is {rollout.State.Replace('-', ' ')}{share}{(several && rollout.Arms.FirstOrDefault(one => one.Name == rollout.Winner) is { } winner ? $": {winner.Version} serves" : "")}. {rollout.Words}";
    }

    /// <summary>What came of asking for a version, in a line.</summary>
    public static string Deployed(RolloutInfo rollout, string? followed)
    {
        // What serves at once, or is switched to at once, is said as such.
        if (rollout.Strategy is "immediate" or "blue-green" && rollout.State != "waiting" && (Control(rollout) is null || rollout.State != "warming"))
            return $"{rollout.Endpoint} serves {Candidates(rollout).First().Version}{(followed is not null ? $" and follows {followed}" : "")}{(Control(rollout) is { } control ? $"; {control.Version} stays warm: saker rollouts rollback {rollout.Endpoint}" : "")}";
        return $"{Say(rollout)} How it goes: saker rollouts watch {rollout.Endpoint}";
    }

    // As files and --set spell it.
    private static string Text(JsonNode value) => value.GetValueKind() == JsonValueKind.String ? value.GetValue<string>() : value.ToJsonString();

    private static bool IsTold(string setting, string strategy) => strategy is "blue-green" or "immediate" ? s_toldOfSwitches.Contains(setting) : s_told.Contains(setting) && setting switch
    {
        "steps" => strategy == "canary",
        "weights" => strategy == "ab",
        "metric" => strategy is "ab" or "bandit",
        _ => true,
    };

    private static string Shorten(string text) => text.Length <= MaxWords ? text : $"{text.AsSpan(0, MaxWords - 1).TrimEnd()}\u2026";

    private static RolloutArmInfo? Control(RolloutInfo rollout) => rollout.Arms.FirstOrDefault(arm => arm.Name == "control");

    private static IEnumerable<RolloutArmInfo> Candidates(RolloutInfo rollout) => rollout.Arms.Where(arm => arm.Name != "control");

    private static void WriteArms(IAnsiConsole console, RolloutInfo rollout)
    {
        var table = CliOutput.Table("arm", "version", "#share", "#requests", "#errors", "#refused", "#fallback", "#unavailable", "");
        foreach (var arm in rollout.Arms)
        {
            string[] cells = [arm.Name, arm.Version, RolloutNumbers.Percent(arm.Share), Count(arm.RequestCount), Count(arm.ErrorCount), Count(arm.RefusalCount), Count(arm.FallbackCount), Count(arm.UnavailableCount), arm.OutReason ?? ""];
            table.AddRow(cells.Select(cell => new Text(cell)));
        }
        console.Write(table);
    }

    private static void WriteRewards(IAnsiConsole console, RolloutInfo rollout, IReadOnlyList<RolloutComparisonInfo> comparisons)
    {
        var yields = CliOutput.Table("arm", "#known of", "#mean");
        foreach (var arm in rollout.Arms)
            yields.AddRow(new Text(arm.Name), new Text(Show.Count(arm.Reward?.Count ?? 0)), new Text(RolloutNumbers.Of(arm.Reward?.Value)));
        console.Write(yields);
        var table = CliOutput.Table("arm", "less", "#difference", "at all times within", "#p at one look");
        foreach (var one in comparisons)
        {
            string[] cells = [one.Arm, one.Other, RolloutNumbers.Of(one.Effect), RolloutNumbers.Interval(one.Low, one.High), RolloutNumbers.Of(one.OneLookPValue)];
            table.AddRow(cells.Select(cell => new Text(cell)));
        }
        console.Write(table);
    }

    public static void WriteGuards(IAnsiConsole console, IReadOnlyList<RolloutGuardInfo> guards)
    {
        var table = CliOutput.Table("guard", "of", "says", "#control", "#candidate", "#effect", "interval", "#tolerated", "#e-value", "#acts from");
        foreach (var guard in guards)
        {
            string[] cells =
            [
                guard.Name, guard.Arm, guard.Outcome, RolloutNumbers.Of(guard.Control.Value), RolloutNumbers.Of(guard.Candidate.Value), RolloutNumbers.Of(guard.Effect),
                RolloutNumbers.Interval(guard.Effect, guard.Low, guard.High), RolloutNumbers.Tolerated(guard.Tolerances, guard.Least), RolloutNumbers.EValue(guard.LogEvidence), RolloutNumbers.Of(guard.Threshold),
            ];
            table.AddRow(cells.Select(cell => new Text(cell)));
        }
        console.Write(table);
        // In lines of their own: they would make the table as wide as no screen is.
        foreach (var guard in guards)
            console.Profile.Out.Writer.WriteLine(guard.Words);
    }

    private static void WriteDecisions(TextWriter to, IReadOnlyList<RolloutDecisionInfo> decisions)
    {
        foreach (var decision in decisions)
        {
            to.WriteLine($"{Show.Time(decision.At)}  {decision.Kind.Replace('-', ' ')} by {decision.By}: {string.Join(", ", decision.Shares.Select(share => $"{share.Key} {RolloutNumbers.Percent(share.Value)}"))}");
            to.WriteLine($"    {decision.Reason}");
        }
    }

    private static string Count(long? count) => count is { } known ? Show.Count(known) : "-";
}

using System.Globalization;
using Saker.Client;
using Saker.Platform.Rollouts;
using Spectre.Console;

namespace Saker.Cli.Output;

/// <summary>Plans and simulations of rollouts for people.</summary>
internal static class RolloutPlanOutput
{
    public static void Write(IAnsiConsole console, RolloutPlanInfo plan)
    {
        var to = console.Profile.Out.Writer;
        var traffic = plan.Traffic;
        to.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{plan.Endpoint}: {traffic.RequestCount:N0} requests since {Show.Time(traffic.From)}, {traffic.RequestsPerSecond:0.##} a second; {Failed(traffic)}, p95 {(traffic.P95 is { } p95 ? $"{p95:0.##} ms" : "unknown")}"));
        if (plan.DurationSeconds is { } seconds)
            to.WriteLine($"{plan.Strategy} without findings lasts {Duration(seconds)}");
        else
            to.WriteLine($"how long {RolloutWords.One(plan.Strategy)} lasts cannot be said: {(traffic.RequestsPerSecond > 0 ? "it ends by what it finds" : "no requests come; say --requests-per-second")}");
        var steps = CliOutput.Table("step", "#share", "#requests of the candidate", "#lasts");
        foreach (var step in plan.Steps)
        {
            string[] cells = [step.Number.ToString(CultureInfo.InvariantCulture), RolloutNumbers.Percent(step.Share), Count(step.Requests), Duration(step.DurationSeconds)];
            steps.AddRow(cells.Select(cell => new Text(cell)));
        }
        console.Write(steps);
        var guards = CliOutput.Table("guard", "effect", "#requests in half", "#after", "#in nine of ten", "#after", "in time");
        foreach (var guard in plan.Guards)
        {
            string[] cells = [guard.Guard, guard.Effect, Count(guard.MedianRequests), Duration(guard.MedianSeconds), Count(guard.LikelyRequests), Duration(guard.LikelySeconds), guard.IsWithinRollout ? "yes" : "no"];
            guards.AddRow(cells.Select(cell => new Text(cell)));
        }
        console.Write(guards);
        foreach (var guard in plan.Guards.Where(guard => guard.Advice is not null))
            to.WriteLine($"{guard.Guard}: {guard.Advice}");
        foreach (var note in plan.Notes)
            to.WriteLine($"note: {note}");
    }

    public static void Write(IAnsiConsole console, RolloutSimulationInfo simulation)
    {
        var to = console.Profile.Out.Writer;
        to.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{simulation.Endpoint}: {RolloutWords.One(simulation.Strategy)} of {string.Join(" and ", simulation.Arms.Where(arm => arm.Name != "control").Select(arm => arm.Version))} on {simulation.RequestCount:N0} requests from {Show.Time(simulation.From)} to {Show.Time(simulation.To)} would be {simulation.State.Replace('-', ' ')}"));
        foreach (var decision in simulation.Decisions)
        {
            to.WriteLine($"{Show.Time(decision.At)}  {decision.Kind.Replace('-', ' ')} after {Show.Count(decision.CandidateRequests)} requests of the candidate");
            to.WriteLine($"    {decision.Reason}");
        }
        RolloutOutput.WriteGuards(console, simulation.Guards);
        foreach (var note in simulation.Notes)
            to.WriteLine($"note: {note}");
    }

    // What never happened yet is planned with as something rare.
    private static string Failed(PlannedTrafficInfo traffic)
    {
        var planned = traffic.ErrorRate > 0 ? $", planned with {RolloutNumbers.Percent(traffic.ErrorRate)}" : "";
        return (traffic.ErrorCount == 0 ? "none" : RolloutNumbers.Percent((double)traffic.ErrorCount / traffic.RequestCount)) + " failed" + planned;
    }

    private static string Count(double? count) => count is { } value && double.IsFinite(value) ? Show.Count((long)Math.Ceiling(value)) : "never";

    private static string Duration(double? seconds) => seconds switch
    {
        null => "-",
        < 7_200 => Show.Duration(TimeSpan.FromSeconds(seconds.Value)),
        < 172_800 => string.Create(CultureInfo.InvariantCulture, $"{seconds / 3_600:0.#} h"),
        _ => string.Create(CultureInfo.InvariantCulture, $"{seconds / 86_400:0.#} days"),
    };
}

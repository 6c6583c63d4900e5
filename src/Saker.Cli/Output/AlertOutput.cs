using System.Globalization;
using Saker.Platform.Alerts;
using Spectre.Console;

namespace Saker.Cli.Output;

/// <summary>Alerts for people.</summary>
internal static class AlertOutput
{
    public static void Write(IAnsiConsole console, IReadOnlyList<Alert> alerts)
    {
        if (alerts.Count == 0)
        {
            console.WriteLine("Nothing needs attention.");
            return;
        }
        var table = CliOutput.Table("alert", "state", "severity", "rule", "of", "since", "what");
        foreach (var alert in alerts)
            table.AddRow(
                new Text(alert.Id), new Text(alert.State.ToString().ToLowerInvariant()), new Text(alert.Severity.ToString().ToLowerInvariant()), new Text(alert.Rule), new Text(Subject(alert)),
                new Text(Show.Time(alert.FiredAt ?? alert.PendingAt)), new Text(alert.Summary));
        console.Write(table);
    }

    public static void Write(IAnsiConsole console, Alert alert, IReadOnlyList<AlertEvent> events)
    {
        console.WriteLine($"{alert.Rule} of {Subject(alert)}: {alert.State.ToString().ToLowerInvariant()}, {alert.Severity.ToString().ToLowerInvariant()}");
        console.WriteLine(alert.Summary);
        if (alert.Deployed is { } deployed)
            console.WriteLine($"deployed: {deployed}");
        foreach (var moved in alert.Context.MovedColumns)
            console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"moved: {moved.Column}, {moved.Measure} {moved.Value:G4}"));
        if (alert.Context.RequestIds.Count > 0)
            console.WriteLine($"requests: {string.Join(' ', alert.Context.RequestIds)}");
        var table = CliOutput.Table("when", "what", "who", "note");
        foreach (var happened in events)
            table.AddRow(new Text(Show.Time(happened.At)), new Text(happened.Kind), new Text(happened.Actor ?? ""), new Text(happened.Note ?? ""));
        console.Write(table);
    }

    public static string Subject(Alert alert)
    {
        if (alert.Endpoint.Length == 0)
            return "the server";
        var version = alert.Version is { } number ? string.Create(CultureInfo.InvariantCulture, $"{alert.Endpoint}/{number}") : alert.Endpoint;
        return alert.Label.Length == 0 ? version : $"{version} {alert.Label}";
    }
}

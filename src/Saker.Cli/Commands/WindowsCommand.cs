using System.CommandLine;
using Saker.Cli.Output;
using Saker.Data;
using Saker.Platform.Monitoring.Windows;

namespace Saker.Cli.Commands;

/// <summary><c>saker windows</c>: what requests to an endpoint were like, by minute, hour and day.</summary>
internal static class WindowsCommand
{
    public static Command Create()
    {
        var endpoint = new Argument<string>("endpoint") { Description = "The endpoint." };
        var grain = new Option<string>("--grain") { Description = "How long each window is: minute, hour or day.", DefaultValueFactory = _ => WindowGrain.Minute.Name() };
        var from = TimeOption.Create("--from", "Where the time begins, in UTC unless it says otherwise. Default: an hour, two days or a month before its end.");
        var to = TimeOption.Create("--to", "Where it ends. Default: now.");
        var version = new Option<int?>("--version") { Description = "Only this version of the model." };
        var profile = new Option<bool>("--profile") { Description = "Show the whole time as one window, with the profiles of its inputs and outputs." };
        var command = new Command("windows", "Show what requests to an endpoint were like, by minute, hour or day.") { endpoint, grain, from, to, version, profile };
        command.SetPlatformAction(async (parsed, output, platform, cancellationToken) =>
        {
            var (name, wanted) = (parsed.GetValue(endpoint)!, WindowGrains.Parse(parsed.GetValue(grain)!));
            var span = WindowSpan.Of(parsed.GetValue(from), parsed.GetValue(to), wanted, TimeProvider.System.GetUtcNow());
            if (parsed.GetValue(profile))
            {
                var window = await platform.Windows.FindAsync(name, parsed.GetValue(version), span.From, span.To, cancellationToken)
                    ?? throw new SakerException(ErrorKind.NotFound, $"Nothing was captured of endpoint '{name}' from {span.From:u} to {span.To:u}.", "from");
                output.Write(WindowOutput.Json(window), console => WindowOutput.Write(console, window));
                return 0;
            }
            var windows = await platform.Windows.ListAsync(name, parsed.GetValue(version), span.From, span.To, wanted, cancellationToken);
            output.Write(windows.Select(WindowOutput.Json), console => WindowOutput.Write(console, windows));
            return 0;
        });
        return command;
    }
}

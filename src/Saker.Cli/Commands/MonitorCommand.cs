using System.CommandLine;
using System.Text.Json.Nodes;
using Saker.Cli.Output;
using Saker.Data;
using Saker.Platform.Monitoring.Settings;
using Saker.Platform.Serving.Settings;

namespace Saker.Cli.Commands;

/// <summary><c>saker monitor ENDPOINT</c>: how an endpoint fares in one screen, how it is watched, and whether its traffic drifted.</summary>
internal static class MonitorCommand
{
    public static Command Create()
    {
        var endpoint = new Argument<string>("endpoint") { Description = "The endpoint." };
        var server = CommonOptions.Server(isNeeded: false);
        var command = new Command("monitor", "Tell how the traffic of an endpoint fares: what moved in its last window, and how far the next one is.") { endpoint, server };
        command.Subcommands.Add(CreateSet());
        command.Subcommands.Add(MonitorCheckCommand.Create());
        command.SetPlatformAction(async (parsed, output, platform, cancellationToken) =>
        {
            var access = new MonitorAccess(parsed.GetValue(server), platform);
            var name = parsed.GetValue(endpoint)!;
            var settings = await access.GetAsync(name, cancellationToken);
            var latest = await access.FindLatestAsync(name, cancellationToken);
            var progress = await access.ListProgressAsync(name, cancellationToken);
            output.Write(
                new { endpoint = name, settings = JsonNode.Parse(MonitorSettingsText.WriteJson(settings)), progress, latest = latest is null ? null : JsonNode.Parse(latest.ToJson()) },
                console => DriftScreen.Write(console, name, settings, progress, latest));
            return 0;
        });
        return command;
    }

    private static Command CreateSet()
    {
        var endpoint = new Argument<string>("endpoint") { Description = "The endpoint." };
        var changes = new Argument<string[]>("changes")
        {
            Description = "A YAML file, which replaces all settings, or changes of single ones such as drift.window=30m; nothing behind the sign brings the default back. None shows the settings.",
            Arity = ArgumentArity.ZeroOrMore,
        };
        var reset = new Option<bool>("--reset") { Description = "Watch the endpoint by the defaults again." };
        var server = CommonOptions.Server(isNeeded: false);
        var command = new Command("set", "Show how an endpoint is watched, or change it. A running server follows by its next look.") { endpoint, changes, reset, server };
        command.Validators.Add(result =>
        {
            if (result.GetValue(reset) && result.GetValue(changes) is { Length: > 0 })
                result.AddError("--reset and changes say different things; give one of them.");
        });
        command.SetPlatformAction(async (parsed, output, platform, cancellationToken) =>
        {
            var access = new MonitorAccess(parsed.GetValue(server), platform);
            var name = parsed.GetValue(endpoint)!;
            var given = parsed.GetValue(changes) ?? [];
            if (given.Length == 0 && !parsed.GetValue(reset))
            {
                var settings = await access.GetAsync(name, cancellationToken);
                // Not through the console, which breaks long lines: what is shown is a file to set.
                output.Write(Json(settings), console => console.Profile.Out.Writer.Write(MonitorSettingsText.WriteYaml(settings)));
                return 0;
            }
            var whole = parsed.GetValue(reset) ? MonitorSettings.Default
                : given is [var file] && !file.Contains('=', StringComparison.Ordinal) ? await ReadSettingsAsync(file, cancellationToken)
                : null;
            var (differences, after) = await access.ChangeAsync(name, whole, whole is null ? MonitorSettingsPatch.OfAssignments(given) : null, cancellationToken);
            Show(output, name, differences, after);
            return 0;
        });
        return command;
    }

    private static void Show(CliOutput output, string endpoint, IReadOnlyList<SettingDifference> differences, MonitorSettings settings) => output.Write(Json(settings), console =>
    {
        if (differences.Count == 0)
            console.Profile.Out.Writer.WriteLine($"{endpoint}: nothing changed");
        foreach (var difference in differences)
            console.Profile.Out.Writer.WriteLine($"{endpoint}: {difference}");
    });

    private static JsonNode Json(MonitorSettings settings) => JsonNode.Parse(MonitorSettingsText.WriteJson(settings))!;

    /// <exception cref="SakerException">The file cannot be read, or some settings are not possible; all of them are named, with their lines.</exception>
    public static async Task<MonitorSettings> ReadSettingsAsync(string path, CancellationToken cancellationToken)
    {
        try
        {
            return MonitorSettingsText.ReadYaml(await File.ReadAllTextAsync(path, cancellationToken));
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new SakerException(ErrorKind.InvalidInput, $"'{path}' cannot be read: {exception.Message} A single setting is written as drift.window=30m.", "changes", exception);
        }
    }
}

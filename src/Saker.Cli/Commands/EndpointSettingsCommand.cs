using System.CommandLine;
using System.CommandLine.Parsing;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Saker.Cli.Output;
using Saker.Client;
using Saker.Data;
using Saker.Platform;
using Saker.Platform.Audit;
using Saker.Platform.Rollouts;
using Saker.Platform.Serving.Settings;

namespace Saker.Cli.Commands;

/// <summary><c>saker endpoints settings NAME</c>: shows how an endpoint serves, replaces it, or changes parts of it; on the home or on a running server.</summary>
internal sealed class EndpointSettingsCommand
{
    private readonly Argument<string> _name = new("name") { Description = "The endpoint." };
    private readonly Option<FileInfo?> _file = new("--file") { Description = "Replace all settings by those of this YAML file; what it leaves out has its default. Under rollout: it may say how versions come to the endpoint." };

    private readonly Option<string[]> _set = new("--set")
    {
        Description = "Change one setting, such as guard.out_of_range=clip; may be given several times. Nothing behind the sign brings the default back.",
    };

    private readonly Option<bool> _reset = new("--reset") { Description = "Replace all settings by their defaults." };
    private readonly Option<Uri?> _server = CommonOptions.Server(isNeeded: false);

    public static Command Create()
    {
        var settings = new EndpointSettingsCommand();
        var command = new Command("settings", "Show how an endpoint serves (batching, queue, cache, guard, fallback) or change it. A running server follows within a second.")
        {
            settings._name, settings._file, settings._set, settings._reset, settings._server,
        };
        command.Validators.Add(settings.RejectSeveral);
        command.SetPlatformAction(settings.RunAsync);
        return command;
    }

    private async Task<int> RunAsync(ParseResult parsed, CliOutput output, SakerPlatform platform, CancellationToken cancellationToken)
    {
        var name = parsed.GetValue(_name)!;
        if (await ReadAsync(parsed, cancellationToken) is not { } change)
            Show(output, parsed.GetValue(_server) is { } from ? await GetAsync(from, name, cancellationToken) : await GetAsync(platform, name, cancellationToken));
        else if (parsed.GetValue(_server) is { } server)
            await ChangeAsync(server, name, change, output, cancellationToken);
        else
            await ChangeAsync(platform, name, change, output, cancellationToken);
        return 0;
    }

    private void RejectSeveral(CommandResult result)
    {
        if (((Option[])[_file, _set, _reset]).Count(option => result.GetResult(option) is { Implicit: false }) > 1)
            result.AddError("--file, --set and --reset say different things; give one of them.");
    }

    /// <summary>What should become of the settings; null when they are only asked for.</summary>
    private async Task<Change?> ReadAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        if (parsed.GetValue(_reset))
            return new Change(EndpointSettings.Default, null);
        if (parsed.GetValue(_file) is { } file)
        {
            var read = EndpointFile.ReadYaml(await ReadAsync(file, cancellationToken));
            return new Change(read.Settings, null) { Rollout = read.Rollout };
        }
        return parsed.GetValue(_set) is { Length: > 0 } assignments ? new Change(null, EndpointSettingsPatch.OfAssignments(assignments)) : null;
    }

    private static async Task ChangeAsync(SakerPlatform platform, string name, Change change, CliOutput output, CancellationToken cancellationToken)
    {
        var before = EndpointSettings.Default;
        EndpointSettings Apply(EndpointSettings settings) => change.Apply(before = settings);
        var endpoint = change.Rollout is { } rollout
            ? await platform.Rollouts.ConfigureAsync(name, Apply, rollout, by: null, cancellationToken)
            : await platform.Endpoints.ChangeSettingsAsync(name, Apply, cancellationToken);
        var differences = SettingDifference.Between(before, endpoint.Settings);
        await LocalAct.NoteAsync(platform, AuditActs.SettingsChanged, name, differences.Count == 0 ? "nothing changed" : string.Join(", ", differences));
        if (change.Rollout is { } policy)
            await LocalAct.NoteAsync(platform, AuditActs.RolloutPolicySet, name, Encoding.UTF8.GetString(RolloutSettingsText.WriteJson(policy)));
        Show(output, name, differences, endpoint.Settings);
    }

    private static async Task ChangeAsync(Uri server, string name, Change change, CliOutput output, CancellationToken cancellationToken)
    {
        var before = await GetAsync(server, name, cancellationToken);
        // What is not possible is told here, with every key; the server merges the changes with what it has then.
        var wanted = change.Apply(before);
        var after = await ServerCall.RunAsync(server, client => change.Patch is { } patch
            ? client.ChangeEndpointSettingsAsync(name, JsonNode.Parse(patch.ToJson())!.AsObject(), cancellationToken)
            : ReplaceAsync(client, name, wanted, change.Rollout, cancellationToken));
        var settings = Read(after);
        Show(output, name, SettingDifference.Between(before, settings), settings);
    }

    private static Task<EndpointSettingsInfo> ReplaceAsync(SakerClient client, string name, EndpointSettings settings, RolloutSettings? rollout, CancellationToken cancellationToken)
    {
        var info = JsonSerializer.Deserialize(EndpointSettingsText.WriteJson(settings), SakerJson.Default.EndpointSettingsInfo)!;
        return rollout is null
            ? client.SetEndpointSettingsAsync(name, info, cancellationToken)
            : client.SetEndpointSettingsAsync(name, info, JsonNode.Parse(RolloutSettingsText.WriteJson(rollout))!.AsObject(), cancellationToken);
    }

    private static async Task<EndpointSettings> GetAsync(SakerPlatform platform, string name, CancellationToken cancellationToken) =>
        (await platform.Endpoints.FindAsync(name, cancellationToken))?.Settings
        ?? throw new SakerException(ErrorKind.NotFound, $"There is no endpoint '{name}'. `saker endpoints` lists them.", "name");

    private static async Task<EndpointSettings> GetAsync(Uri server, string name, CancellationToken cancellationToken) =>
        Read(await ServerCall.RunAsync(server, client => client.GetEndpointSettingsAsync(name, cancellationToken)));

    private static EndpointSettings Read(EndpointSettingsInfo info) =>
        EndpointSettingsText.ReadJson(JsonSerializer.SerializeToUtf8Bytes(info, SakerJson.Default.EndpointSettingsInfo));

    private static void Show(CliOutput output, EndpointSettings settings) => output.Write(
        Json(settings),
        // Not through the console, which breaks long lines: what is shown is a file for --file.
        console => console.Profile.Out.Writer.Write(EndpointSettingsText.WriteYaml(settings)));

    private static void Show(CliOutput output, string name, IReadOnlyList<SettingDifference> differences, EndpointSettings settings) => output.Write(Json(settings), console =>
    {
        if (differences.Count == 0)
            console.Profile.Out.Writer.WriteLine($"{name}: nothing changed");
        foreach (var difference in differences)
            console.Profile.Out.Writer.WriteLine($"{name}: {difference}");
    });

    private static JsonNode Json(EndpointSettings settings) => JsonNode.Parse(EndpointSettingsText.WriteJson(settings))!;

    private static async Task<string> ReadAsync(FileInfo file, CancellationToken cancellationToken)
    {
        try
        {
            return await File.ReadAllTextAsync(file.FullName, cancellationToken);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new SakerException(ErrorKind.InvalidInput, $"'{file.FullName}' cannot be read: {exception.Message}", "file", exception);
        }
    }

    /// <summary>All settings, or some of them.</summary>
    private sealed record Change(EndpointSettings? Settings, EndpointSettingsPatch? Patch)
    {
        /// <summary>How versions are to come from now on; null to leave that.</summary>
        public RolloutSettings? Rollout { get; init; }

        public EndpointSettings Apply(EndpointSettings before) => Patch?.Apply(before) ?? Settings!;
    }
}

using System.CommandLine;
using System.Globalization;
using Saker.Cli.Output;
using Saker.Client;
using Saker.Data;
using Saker.Platform.Audit;
using Spectre.Console;

namespace Saker.Cli.Commands;

/// <summary>What <c>saker models</c> changes: <c>import</c>, <c>rename</c>, <c>delete</c>, and in a running server's memory <c>load</c>, <c>unload</c> and <c>states</c>.</summary>
internal static class ModelChanges
{
    public static Command CreateImport()
    {
        var file = new Argument<FileInfo>("file") { Description = "An ONNX file with all its data in it." };
        var model = new ImportedModel(isNameNeeded: true);
        var command = new Command("import", "Register an ONNX file that was made elsewhere, so that it can be served.") { file };
        model.AddTo(command);
        command.SetPlatformAction(async (parsed, output, platform, cancellationToken) =>
        {
            var version = await model.RegisterAsync(platform, parsed, await ImportedModel.ReadAsync(parsed.GetValue(file)!, cancellationToken), cancellationToken);
            output.Write(new { model = version.Model, version = version.Version, hash = version.Hash, aliases = version.Aliases, requestedAliases = version.RequestedAliases, semantic = version.Semantic?.ToString() }, console =>
                console.WriteLine(ImportedModel.Text(version)));
            return 0;
        });
        return command;
    }

    public static Command CreateRename()
    {
        var model = new Argument<string>("model") { Description = "The registered model." };
        var newName = new Argument<string>("new-name") { Description = "Its new name." };
        var command = new Command("rename", "Give a model another name; versions, aliases, history and endpoints go with it.") { model, newName };
        command.SetPlatformAction(async (parsed, output, platform, cancellationToken) =>
        {
            var renamed = await platform.Registry.RenameAsync(parsed.GetValue(model)!, parsed.GetValue(newName)!, cancellationToken);
            await LocalAct.NoteAsync(platform, AuditActs.ModelChanged, $"{parsed.GetValue(model)} to {renamed.Name}");
            output.Write(new { model = renamed.Name }, console => console.WriteLine($"{parsed.GetValue(model)} is {renamed.Name} now"));
            return 0;
        });
        return command;
    }

    public static Command CreateDelete()
    {
        var reference = new Argument<string>("model") { Description = "A model with all its versions, or one version such as churn/3." };
        var command = new Command("delete", "Remove a model or one version of it, unless an endpoint serves it.") { reference };
        command.SetPlatformAction(async (parsed, output, platform, cancellationToken) =>
        {
            var name = parsed.GetValue(reference)!;
            if (name.Contains('/'))
            {
                var (model, version) = Read(name);
                await platform.Registry.DeleteVersionAsync(model, version, null, cancellationToken);
            }
            else
            {
                await platform.Registry.DeleteAsync(name, cancellationToken);
            }
            await LocalAct.NoteAsync(platform, name.Contains('/') ? AuditActs.VersionDeleted : AuditActs.ModelDeleted, name);
            output.Write(new { deleted = name }, console => console.WriteLine($"deleted {name}"));
            return 0;
        });
        return command;
    }

    public static Command CreateLoad() => Create(
        "load", "Load a version into a running server's memory.", (client, model, version, token) => client.LoadVersionAsync(model, version, token));

    public static Command CreateUnload() => Create(
        "unload", "Unload a version from a running server's memory; it refuses requests for it until it is loaded or deployed again.",
        (client, model, version, token) => client.UnloadVersionAsync(model, version, token));

    public static Command CreateStates()
    {
        var model = new Argument<string>("model") { Description = "A registered model or an endpoint." };
        var server = CommonOptions.Server(isNeeded: true);
        var command = new Command("states", "List where each version of a model stands in a running server's memory.") { model, server };
        command.SetOutputAction(async (parsed, output, cancellationToken) =>
        {
            var versions = await ServerCall.RunAsync(parsed.GetValue(server), client => client.ListVersionsAsync(parsed.GetValue(model)!, cancellationToken));
            output.Write(versions, console => console.Write(Table(versions)));
            return 0;
        });
        return command;
    }

    private static Command Create(string word, string description, Func<SakerClient, string, int, CancellationToken, Task<VersionStateInfo>> change)
    {
        var reference = new Argument<string>("version") { Description = "The version, such as churn/3." };
        var server = CommonOptions.Server(isNeeded: true);
        var command = new Command(word, description) { reference, server };
        command.SetOutputAction(async (parsed, output, cancellationToken) =>
        {
            var (model, version) = Read(parsed.GetValue(reference)!);
            var state = await ServerCall.RunAsync(parsed.GetValue(server), client => change(client, model, version, cancellationToken));
            output.Write(state, console => console.WriteLine($"{state.Model}/{state.Version} is {state.State}"));
            return 0;
        });
        return command;
    }

    private static Spectre.Console.Table Table(IReadOnlyList<VersionStateInfo> versions)
    {
        var table = CliOutput.Table("version", "state", "since", "#KiB", "reason");
        foreach (var version in versions)
        {
            table.AddRow(new Text($"{version.Model}/{version.Version}"), new Text(version.State), new Text(Show.Time(version.Since)),
                new Text(Show.Count(version.EstimatedBytes / 1024)), new Text(version.Reason ?? ""));
        }
        return table;
    }

    private static (string Model, int Version) Read(string reference) =>
        reference.Split('/') is [{ Length: > 0 } model, var number] && int.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out var version)
            ? (model, version)
            : throw new SakerException(ErrorKind.InvalidInput, $"'{reference}' is no version; write it as churn/3.", "version");
}

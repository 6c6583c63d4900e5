using System.CommandLine;
using Saker.Platform.Audit;
using Spectre.Console;

namespace Saker.Cli.Commands.Datasets;

/// <summary><c>saker datasets describe NAME/V</c>: sets the description and tags of a version.</summary>
internal static class DatasetDescribeCommand
{
    public static Command Create()
    {
        var dataset = DatasetsCommand.Named();
        var description = new Option<string?>("--description") { Description = "What people should know of the version; an empty one removes it." };
        var tag = new Option<string[]>("--tag") { Description = "A tag to set, as key=value; may be repeated." };
        var remove = new Option<string[]>("--remove-tag") { Description = "The name of a tag to remove; may be repeated." };
        var command = new Command("describe", "Set the description and tags of a version.") { dataset, description, tag, remove };
        command.SetPlatformAction(async (parsed, output, platform, cancellationToken) =>
        {
            var version = await DatasetsCommand.FindAsync(platform, parsed.GetValue(dataset)!, cancellationToken);
            Dictionary<string, string?> tags = new(StringComparer.Ordinal);
            foreach (var (key, value) in DatasetAddCommand.ReadTags(parsed.GetValue(tag) ?? []))
                tags[key] = value;
            foreach (var key in parsed.GetValue(remove) ?? [])
                tags[key] = null;
            var changed = await platform.Datasets.DescribeAsync(version.Name, version.Version, parsed.GetValue(description), tags, cancellationToken);
            await LocalAct.NoteAsync(platform, AuditActs.DatasetChanged, changed.Reference);
            output.Write(DatasetTexts.ToJson(changed), console => console.WriteLine($"described {changed.Reference}"));
            return 0;
        });
        return command;
    }
}

using System.CommandLine;
using Saker.Platform.Audit;
using Saker.Platform.Datasets;
using Spectre.Console;

namespace Saker.Cli.Commands.Datasets;

/// <summary><c>saker datasets delete NAME/V</c>: removes the rows of one version.</summary>
internal static class DatasetDeleteCommand
{
    public static Command Create()
    {
        var dataset = DatasetsCommand.Named();
        var force = new Option<bool>("--force") { Description = "Also when a run or a model needs it." };
        var command = new Command("delete", "Remove the rows of a version. Its record stays and tells who removed them and how to make them again.") { dataset, force };
        command.SetPlatformAction(async (parsed, output, platform, cancellationToken) =>
        {
            var version = await DatasetsCommand.FindAsync(platform, parsed.GetValue(dataset)!, cancellationToken);
            var removed = await platform.DatasetRetention.RemoveAsync(version.Name, version.Version, by: null, parsed.GetValue(force), cancellationToken);
            await LocalAct.NoteAsync(platform, AuditActs.DatasetRemoved, removed.Reference);
            output.Write(DatasetTexts.ToJson(removed), console => console.WriteLine(DatasetAbsence.Explain(removed)!));
            return 0;
        });
        return command;
    }
}

using System.CommandLine;
using Saker.Platform.Audit;
using Saker.Platform.Datasets;
using Spectre.Console;

namespace Saker.Cli.Commands.Datasets;

/// <summary><c>saker datasets rebuild NAME/V</c>: reads a version's source again.</summary>
internal static class DatasetRebuildCommand
{
    public static Command Create()
    {
        var dataset = DatasetsCommand.Named();
        var command = new Command("rebuild", "Read a version's source again: bring removed rows back, or tell why they differ. Exit code 1 when it does not give the same rows.") { dataset };
        command.SetPlatformAction(async (parsed, output, platform, cancellationToken) =>
        {
            var version = await DatasetsCommand.FindAsync(platform, parsed.GetValue(dataset)!, cancellationToken);
            var rebuilt = await platform.DatasetRebuilder.RebuildAsync(version, cancellationToken);
            if (rebuilt.Outcome == DatasetRebuildOutcome.Restored)
                await LocalAct.NoteAsync(platform, AuditActs.DatasetRebuilt, version.Reference);
            output.Write(new { dataset = version.Reference, rebuilt.Outcome, rebuilt.Explanation, rebuilt.Hash, expectedHash = version.Hash, rebuilt.SourceHash }, console => console.WriteLine($"{version.Reference}: {Word(rebuilt.Outcome)}. {rebuilt.Explanation}"));
            return rebuilt.Outcome is DatasetRebuildOutcome.Same or DatasetRebuildOutcome.Restored ? 0 : 1;
        });
        return command;
    }

    private static string Word(DatasetRebuildOutcome outcome) => outcome switch
    {
        DatasetRebuildOutcome.Same => "the same rows",
        DatasetRebuildOutcome.Restored => "the rows are back",
        DatasetRebuildOutcome.Different => "other rows",
        _ => "cannot be rebuilt",
    };
}

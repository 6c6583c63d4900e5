using System.CommandLine;
using Saker.Cli.Output;
using Saker.Data;
using Saker.Platform;
using Saker.Platform.Datasets;
using Spectre.Console;

namespace Saker.Cli.Commands.Datasets;

/// <summary><c>saker datasets</c>: stores versions of data, shows and compares them, and keeps what is needed.</summary>
internal static class DatasetsCommand
{
    public static Command Create()
    {
        var command = new Command("datasets", "List dataset versions; add, show, compare, export, describe, retain, rebuild and delete them.")
        {
            CreateList(),
            DatasetAddCommand.Create(),
            DatasetShowCommand.Create(),
            DatasetCompareCommand.Create(),
            DatasetExportCommand.Create(),
            DatasetDescribeCommand.Create(),
            DatasetRetainCommand.Create(),
            DatasetRebuildCommand.Create(),
            DatasetDeleteCommand.Create(),
        };
        command.SetPlatformAction((_, output, platform, cancellationToken) => ListAsync(output, platform, null, cancellationToken));
        return command;
    }

    /// <summary>The argument that names a version.</summary>
    public static Argument<string> Named(string name = "dataset") => new(name) { Description = "A version such as telco/3, or telco for the newest." };

    /// <exception cref="SakerException">There is no such version.</exception>
    public static async Task<DatasetVersion> FindAsync(SakerPlatform platform, string text, CancellationToken cancellationToken) =>
        await platform.Datasets.FindAsync(DatasetReference.Parse(text), cancellationToken)
        ?? throw new SakerException(ErrorKind.NotFound, $"There is no dataset '{text}'. `saker datasets` lists what there is.", "dataset");

    private static Command CreateList()
    {
        var name = new Argument<string?>("name") { Description = "Only versions of this dataset.", Arity = ArgumentArity.ZeroOrOne };
        var command = new Command("list", "List dataset versions, the newest first, also those whose rows were removed.") { name };
        command.SetPlatformAction((parsed, output, platform, cancellationToken) => ListAsync(output, platform, parsed.GetValue(name), cancellationToken));
        return command;
    }

    private static async Task<int> ListAsync(CliOutput output, SakerPlatform platform, string? name, CancellationToken cancellationToken)
    {
        var versions = await platform.Datasets.ListAsync(cancellationToken, name);
        output.Write(versions.Select(DatasetTexts.ToJson), console =>
        {
            var table = CliOutput.Table("dataset", "#rows", "#columns", "checks", "stored", "content", "source", "");
            foreach (var version in versions)
                table.AddRow(new Text(version.Reference), new Text(Show.Count(version.RowCount)), new Text(Show.Count(version.Schema.Count)), new Text(version.CheckOutcome ?? "-"), new Text(Show.Time(version.CreatedAt)), new Text(version.Hash[..12]), new Text(version.Source), new Text(version.Removal is null ? "" : "rows removed"));
            if (versions.Count == 0)
                console.WriteLine("There is no dataset yet. `saker datasets add NAME FILE` stores one.");
            else
                console.Write(table);
        });
        return 0;
    }
}

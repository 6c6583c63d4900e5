using System.CommandLine;
using Saker.Cli.Output;
using Saker.Data.Sources;
using Spectre.Console;

namespace Saker.Cli.Commands.Datasets;

/// <summary><c>saker datasets export NAME/V FILE</c>: writes a version's rows to a file.</summary>
internal static class DatasetExportCommand
{
    public static Command Create()
    {
        var dataset = DatasetsCommand.Named();
        var file = new Argument<string>("file") { Description = "The file to write: .parquet, .csv, .tsv, .jsonl (text also with .gz) or .sqlite." };
        var command = new Command("export", "Write the rows of a version to a file.") { dataset, file };
        command.SetPlatformAction(async (parsed, output, platform, cancellationToken) =>
        {
            var version = await DatasetsCommand.FindAsync(platform, parsed.GetValue(dataset)!, cancellationToken);
            var path = Path.GetFullPath(parsed.GetValue(file)!);
            using (var rows = await platform.Datasets.OpenAsync(version.Name, version.Version, cancellationToken))
                await ParquetExport.WriteAsync(rows.Path, path, cancellationToken);
            output.Write(new { dataset = version.Reference, file = path, rowCount = version.RowCount }, console => console.WriteLine($"wrote {Show.Count(version.RowCount)} rows of {version.Reference} to {path}"));
            return 0;
        });
        return command;
    }
}

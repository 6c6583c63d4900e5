using System.CommandLine;
using System.Diagnostics;
using Saker.Cli.Output;
using Saker.Data;
using Saker.Data.Sinks;
using Saker.Data.Sources;
using Spectre.Console;

namespace Saker.Cli.Commands.Data;

/// <summary><c>saker data convert SOURCE TARGET</c>: reads any source and writes any sink, whole or not at all.</summary>
internal static class ConvertCommand
{
    public static Command Create()
    {
        var command = new Command("convert", "Write data in another form: CSV, TSV, JSON Lines (also packed by gzip), Parquet or SQLite, by the ending of the target.");
        var source = new SourceOptions();
        source.AddTo(command);
        var target = new Argument<string>("target") { Description = "The file to write; it is replaced, whole or not at all. Or a database (postgres://USER@HOST/DATABASE) with --to-table." };
        var table = new Option<string?>("--to-table") { Description = "The table of a database to write. Default: the name of the file." };
        var replace = new Option<bool>("--replace") { Description = "Drop a table of that name first." };
        command.Arguments.Add(target);
        command.Options.Add(table);
        command.Options.Add(replace);
        command.SetOutputAction(async (parsed, output, cancellationToken) =>
        {
            var from = source.Open(parsed);
            TargetFile.RequireOther(from, parsed.GetValue(target)!);
            var to = DataSinks.Open(parsed.GetValue(target)!, parsed.GetValue(table), parsed.GetValue(replace));
            using var reader = await from.OpenReaderAsync(cancellationToken);
            var rows = await to.WriteAsync(reader.Schema, Counted(reader, output, cancellationToken), cancellationToken);
            var result = new { source = from.Name, target = to.Name, rowCount = rows, columnCount = reader.Schema.Count, misfitCount = reader.MisfitCount, setAsideCount = reader.SetAsideCount, quarantine = from.QuarantineFile };
            output.Write(result, console =>
            {
                console.WriteLine($"{to.Name}: {Show.Count(rows)} rows, {reader.Schema.Count} columns from {from.Name}");
                if (reader.SetAsideCount > 0)
                    console.WriteLine($"{Show.Count(reader.SetAsideCount)} rows do not fit and are in {from.QuarantineFile}");
                else if (reader.MisfitCount > 0)
                    console.WriteLine($"{Show.Count(reader.MisfitCount)} cells do not fit and are missing");
            });
            return 0;
        });
        return command;
    }

    /// <summary>Says on standard error how far it is, where a person looks.</summary>
    private static async IAsyncEnumerable<Saker.Data.Table> Counted(SourceReader reader, CliOutput output, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var isWatched = !output.IsJson && !Console.IsErrorRedirected;
        var rows = 0L;
        var shown = Stopwatch.StartNew();
        await foreach (var batch in reader.ReadAsync(cancellationToken))
        {
            yield return batch;
            rows += batch.RowCount;
            if (!isWatched || shown.ElapsedMilliseconds < 200)
                continue;
            shown.Restart();
            await Console.Error.WriteAsync($"\r{Show.Count(rows)} of {Show.Count(reader.RowCount)} rows");
        }
        if (isWatched)
            await Console.Error.WriteAsync("\r                                        \r");
    }
}

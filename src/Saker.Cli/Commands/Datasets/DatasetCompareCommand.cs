using System.CommandLine;
using Saker.Cli.Output;
using Saker.Data.Comparing;
using Saker.Platform.Datasets;
using Spectre.Console;

namespace Saker.Cli.Commands.Datasets;

/// <summary><c>saker datasets compare NAME A B</c>: how two versions differ.</summary>
internal static class DatasetCompareCommand
{
    public static Command Create()
    {
        var name = new Argument<string>("name") { Description = "The dataset." };
        var before = new Argument<int>("before") { Description = "The earlier version." };
        var after = new Argument<int>("after") { Description = "The later version." };
        var key = new Option<string[]>("--key") { Description = "A column that names a row, so that changed rows are told from added and removed ones; may be repeated." };
        var noRows = new Option<bool>("--no-rows") { Description = "Compare schema and profiles only." };
        var command = new Command("compare", "Compare two versions of a dataset: schema, rows, and the distribution of each column.") { name, before, after, key, noRows };
        command.SetPlatformAction(async (parsed, output, platform, cancellationToken) =>
        {
            var dataset = parsed.GetValue(name)!;
            var (earlier, later) = (new DatasetReference(dataset, parsed.GetValue(before)), new DatasetReference(dataset, parsed.GetValue(after)));
            var options = parsed.GetValue(noRows) ? null : new RowComparisonOptions { Key = parsed.GetValue(key) ?? [] };
            var found = await platform.DatasetComparer.CompareAsync(
                await DatasetsCommand.FindAsync(platform, earlier.ToString(), cancellationToken), await DatasetsCommand.FindAsync(platform, later.ToString(), cancellationToken), options, cancellationToken);
            output.Write(ToJson(found), console => Show(console, found));
            return 0;
        });
        return command;
    }

    private static object ToJson(DatasetComparison found) => new
    {
        before = found.Before.Reference,
        after = found.After.Reference,
        schemaChanges = found.SchemaChanges,
        columns = found.Profiles.Columns,
        rows = found.Rows is not { } rows ? null : new { rows.BeforeCount, rows.AfterCount, rows.AddedCount, rows.RemovedCount, rows.ChangedCount, rows.SameCount, rows.Key, rows.ChangedByColumn },
        rowsReason = found.RowsReason,
    };

    private static void Show(IAnsiConsole console, DatasetComparison found)
    {
        console.WriteLine($"{found.Before.Reference} to {found.After.Reference}: {Output.Show.Count(found.Before.RowCount)} rows before, {Output.Show.Count(found.After.RowCount)} after");
        foreach (var change in found.SchemaChanges)
            console.WriteLine($"schema: {change}");
        if (found.Rows is { } rows)
        {
            console.WriteLine($"rows: {Output.Show.Count(rows.AddedCount)} added, {Output.Show.Count(rows.RemovedCount)} removed, {(rows.Key.Count > 0 ? $"{Output.Show.Count(rows.ChangedCount)} changed, " : "")}{Output.Show.Count(rows.SameCount)} the same");
            foreach (var (column, count) in rows.ChangedByColumn)
                console.WriteLine($"changed: {column} in {Output.Show.Count(count)} rows");
        }
        else
        {
            console.WriteLine($"rows: not compared. {found.RowsReason}");
        }
        var table = CliOutput.Table("column", "#PSI", "#KS", "what moved");
        foreach (var column in found.Profiles.Columns)
            table.AddRow(new Text(column.Name), new Text(Output.Show.Score(column.Psi)), new Text(Output.Show.Score(column.KolmogorovSmirnov)), new Text(string.Join("; ", column.Changes)));
        console.Write(table);
    }
}

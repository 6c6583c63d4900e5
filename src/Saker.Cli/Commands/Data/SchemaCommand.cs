using System.CommandLine;
using Saker.Cli.Output;
using Saker.Data;
using Saker.Data.Sources;
using Spectre.Console;

namespace Saker.Cli.Commands.Data;

/// <summary><c>saker data schema SOURCE</c>: the columns of a source, their types, and who says so.</summary>
internal static class SchemaCommand
{
    private const int Unfit = 1;

    public static Command Create()
    {
        var command = new Command("schema", "Show the columns of data: names, types, whether the types are declared, stored or inferred, and examples. Exit code 1 when cells do not fit what is declared.");
        var source = new SourceOptions();
        source.AddTo(command);
        command.SetOutputAction(async (parsed, output, cancellationToken) =>
        {
            var described = await source.Open(parsed).DescribeAsync(cancellationToken);
            output.Write(described, console => Show(console, described));
            return described.MissingColumns.Count == 0 && described.Columns.All(column => column.MisfitCount == 0) ? 0 : Unfit;
        });
        return command;
    }

    private static void Show(IAnsiConsole console, SourceDescription described)
    {
        var table = CliOutput.Table("column", "type", "missing", "how", "#misfits", "examples");
        foreach (var column in described.Columns)
        {
            table.AddRow(
                new Text(column.Name),
                new Text(column.Type.Name()),
                new Text(column.Nullable ? "yes" : "no"),
                new Text(column.Origin.ToString().ToLowerInvariant()),
                new Text(Output.Show.Count(column.MisfitCount)),
                new Text(string.Join(" | ", column.Examples).ReplaceLineEndings(" ")));
        }
        console.Write(table);
        foreach (var name in described.MissingColumns)
            console.WriteLine($"the column '{name}' is declared and missing");
        console.WriteLine($"{described.Source}: {Output.Show.Count(described.RowCount)} rows, {described.Columns.Count} columns");
    }
}
